# Sourced by mvnw, orch and the launcher of the image: finds a JDK of the version this project is built with and
# runs on. Order: JAVA_HOME, java on the PATH, the usual install folders, macOS's own.
want=25
is_wanted() { # HOME TOOL
  [ -x "$1/bin/$2" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line; do
    case $line in JAVA_VERSION=\"$want[.\"]*) return 0 ;; esac
  done <"$1/release"
  return 1
}
find_jdk() { # TOOL: what must be in its bin folder, javac to build and java to run; sets found
  found=
  set -- "$1" "${JAVA_HOME-}"
  if [ -n "$2" ] && is_wanted "${2%/}" "$1"; then found=${2%/}; return; fi
  path_java=$(command -v java 2>/dev/null) && path_java=$(readlink -f "$path_java" 2>/dev/null)
  for candidate in "${path_java%/bin/java}" \
    /usr/lib/jvm/*/ "${HOME-}"/.sdkman/candidates/java/*/ "${HOME-}"/.jdks/*/ \
    "${HOME-}"/.local/share/mise/installs/java/*/ /opt/java/*/ /opt/*jdk*/ \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home/ \
    /Library/Java/JavaVirtualMachines/*/Contents/Home/ \
    /opt/homebrew/opt/openjdk@$want/libexec/openjdk.jdk/Contents/Home/; do
    if is_wanted "${candidate%/}" "$1"; then found=${candidate%/}; return; fi
  done
  return 1
}
