/** A patch with one of each kind of change, for tests. */
export const PATCH = `diff --git a/src/Retry.java b/src/Retry.java
index 3e450d7..c4cff47 100644
--- a/src/Retry.java
+++ b/src/Retry.java
@@ -58,6 +58,7 @@ final class Retry
   Duration delay(int attempt) {
-    return SECONDS;
+    var exponential = BASE;
+    return exponential;
   }
 
   /** Not before. */
@@ -80,3 +81,3 @@
 last
-old
\\ No newline at end of file
+new
diff --git "a/docs/\\303\\244.md" "b/docs/\\303\\244.md"
new file mode 100644
index 0000000..1234567
--- /dev/null
+++ "b/docs/\\303\\244.md"
@@ -0,0 +1,2 @@
+--- a/not/a/head
+@@ -1,1 +1,1 @@
diff --git a/a b.png b/a b.png
index 1111111..2222222 100644
Binary files a/a b.png and b/a b.png differ
diff --git a/old/name.ts b/new/name.ts
similarity index 100%
rename from old/name.ts
rename to new/name.ts
diff --git a/run.sh b/run.sh
old mode 100644
new mode 100755
diff --git a/link b/link
new file mode 120000
index 0000000..3333333
--- /dev/null
+++ b/link
@@ -0,0 +1 @@
+src/Retry.java
\\ No newline at end of file
diff --git a/lib b/lib
index 4444444..5555555 160000
--- a/lib
+++ b/lib
@@ -1 +1 @@
-Subproject commit 4444444444
+Subproject commit 5555555555
diff --git a/gone b/gone
deleted file mode 100644
index 6666666..0000000
--- a/gone
+++ /dev/null
@@ -1 +0,0 @@
-bye
`;

/** A change of one file with so many lines taken out and put in, in one hunk. */
export const bigPatch = (removed: number, added: number, path = 'big.txt'): string =>
  [
    `diff --git a/${path} b/${path}`,
    'index 1..2 100644',
    `--- a/${path}`,
    `+++ b/${path}`,
    `@@ -1,${removed + 1} +1,${added + 1} @@`,
    ' first',
    ...Array.from({ length: removed }, (_, n) => `-old ${n + 1}`),
    ...Array.from({ length: added }, (_, n) => `+new ${n + 1}`),
    '',
  ].join('\n');
