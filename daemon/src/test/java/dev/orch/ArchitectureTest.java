package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.orch.session.SessionLedger;
import dev.orch.store.SessionStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may know whom, and what may happen in one place only. */
class ArchitectureTest {
  private static final String ROOT = "dev.orch";
  private static final int MOST_FILES = 20;

  /**
   * A row of the table in {@code docs/architecture.md}: a package on the left may know those on its
   * right and no other; one that is missing on the left may know nobody. {@code domain} stands for
   * its children. What lies below a contract ({@code store.sqlite}) is on nobody's right: only the
   * composition root, which is the package itself, knows it.
   */
  private static final Pattern ROW = Pattern.compile("\\| `([a-z.]+)` \\| ([a-z. –]+) \\|");

  /** The children of the domain know each other downwards only. */
  private static final Map<String, Set<String>> IN_THE_DOMAIN =
      Map.of(
          "domain.operation", Set.of("domain.session", "domain.event", "domain.project"),
          "domain.schedule", Set.of("domain.session", "domain.event", "domain.project"),
          "domain.session", Set.of("domain.event", "domain.project"),
          "domain.event", Set.of("domain.project"));

  /** The records of the events' payloads: wire contract and vocabulary at once. */
  private static final String FOR_EVERYONE = "api.event";

  private static final Map<String, Set<String>> MAY_KNOW = table();
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void everyPackageKnowsOnlyWhomItMay() {
    List<String> offences =
        dependencies()
            .filter(dependency -> !mayKnow(unit(origin(dependency)), unit(target(dependency))))
            .map(dependency ->
                offence(unit(origin(dependency)), unit(target(dependency)), dependency))
            .distinct()
            .sorted()
            .toList();

    assertThat(offences).isEmpty();
  }

  @Test
  void theTableAllowsNothingThatNobodyNeeds() {
    Set<String> used =
        dependencies()
            .map(dependency -> unit(origin(dependency)) + " " + allowedAs(target(dependency)))
            .collect(Collectors.toSet());
    List<String> idle =
        MAY_KNOW.entrySet().stream()
            .filter(row -> !IN_THE_DOMAIN.containsKey(row.getKey()))
            .flatMap(row -> row.getValue().stream().map(known -> row.getKey() + " " + known))
            .filter(edge -> !used.contains(edge))
            .sorted()
            .toList();

    assertThat(MAY_KNOW).hasSizeGreaterThan(IN_THE_DOMAIN.size());
    assertThat(idle).isEmpty();
  }

  private static String allowedAs(JavaClass type) {
    String unit = unit(type);
    return unit.startsWith("domain.") ? "domain" : unit;
  }

  @Test
  void theTableHasNoCircle() {
    for (String unit : MAY_KNOW.keySet()) {
      assertThat(knownThrough(unit)).as("whom %s knows in the end", unit).doesNotContain(unit);
    }
  }

  @Test
  void adaptersOfAgentsKnowValuesOfTheRuntimeOnly() {
    assertThat(
            dependencies()
                .filter(dependency -> unit(origin(dependency)).startsWith("agent."))
                .filter(dependency -> unit(target(dependency)).equals("runtime"))
                .filter(dependency -> !isValue(target(dependency)))
                .map(Dependency::getDescription))
        .isEmpty();
  }

  @Test
  void processesStartInTwoPlaces() {
    assertThat(
            accesses(access -> isCall(access, ProcessBuilder.class) || isExec(access))
                .filter(access -> !Set.of("runtime.sh", "worktree.git").contains(unitOf(access)))
                .map(JavaAccess::getDescription))
        .isEmpty();
  }

  @Test
  void sqlIsSpokenInOnePlace() {
    assertThat(
            outside(Set.of("store.sqlite"), "java.sql", "org.jdbi", "org.sqlite", "org.flywaydb"))
        .isEmpty();
  }

  @Test
  void theServersEngineIsKnownToHttpOnly() {
    assertThat(outside(Set.of("http"), "org.eclipse.jetty")).isEmpty();
  }

  @Test
  void sessionsAreWrittenByTheLedgerOnly() {
    Set<String> writes = Set.of("insert", "replace");
    assertThat(
            accesses(access -> access.getTargetOwner().isAssignableTo(SessionStore.class))
                .filter(access -> writes.contains(access.getTarget().getName()))
                .filter(access -> !owner(access).isEquivalentTo(SessionLedger.class))
                .map(JavaAccess::getDescription))
        .isEmpty();
  }

  @Test
  void theWallClockIsReadByTheRootOnly() {
    assertThat(
            accesses(ArchitectureTest::readsTheWallClock)
                .filter(access -> !unitOf(access).isEmpty())
                .map(JavaAccess::getDescription))
        .isEmpty();
  }

  @Test
  void environmentExitAndStandardStreamsBelongToTheRoot() {
    Set<String> members = Set.of("out", "err", "in", "exit", "getenv");
    assertThat(
            accesses(access -> access.getTargetOwner().isEquivalentTo(System.class))
                .filter(access -> members.contains(access.getTarget().getName()))
                .filter(access -> !unitOf(access).isEmpty())
                .map(JavaAccess::getDescription))
        .isEmpty();
  }

  @Test
  void noPackageHasMoreThanTwentyFiles() {
    Map<String, Long> files =
        CLASSES.stream()
            .filter(type -> type.isTopLevelClass() && !isPackageInfo(type))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

    assertThat(files)
        .isNotEmpty()
        .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MOST_FILES));
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> all = CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    Set<String> marked =
        CLASSES.stream()
            .filter(type -> isPackageInfo(type) && type.isAnnotatedWith(NullMarked.class))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());

    assertThat(marked).isEqualTo(all);
  }

  private static Map<String, Set<String>> table() {
    Map<String, Set<String>> table = new HashMap<>(IN_THE_DOMAIN);
    String page = new GeneratedDocument("architecture.md").text();
    String behindTitle = page.substring(page.indexOf("### Who may know whom"));
    Matcher rows = ROW.matcher(behindTitle.substring(0, behindTitle.indexOf("\n## ")));
    while (rows.find()) {
      if (!rows.group(1).equals("domain")) {
        table.put(rows.group(1), words(rows.group(2)));
      }
    }
    return table;
  }

  private static Set<String> words(String cell) {
    return Pattern.compile("[^ –]+")
        .matcher(cell)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  private static boolean mayKnow(String unit, String other) {
    Set<String> known = MAY_KNOW.getOrDefault(unit, Set.of());
    return unit.equals(other)
        || unit.isEmpty()
        || other.equals(FOR_EVERYONE)
        || known.contains(other)
        || (other.startsWith("domain.") && known.contains("domain"));
  }

  private static Set<String> knownThrough(String unit) {
    Set<String> reached = new HashSet<>();
    List<String> waiting = new ArrayList<>(MAY_KNOW.getOrDefault(unit, Set.of()));
    while (!waiting.isEmpty()) {
      String next = waiting.removeLast();
      if (reached.add(next)) {
        waiting.addAll(MAY_KNOW.getOrDefault(next, Set.of()));
      }
    }
    return reached;
  }

  /**
   * The name on the table that a class counts under: the feature; below a contract, a command and
   * in the domain the second name too. Empty for the composition root.
   */
  private static String unit(JavaClass type) {
    String name = type.getPackageName().substring(ROOT.length());
    List<String> parts = Stream.of(name.split("\\.", -1)).filter(p -> !p.isEmpty()).toList();
    if (parts.isEmpty()) {
      return "";
    }
    boolean byItself =
        parts.size() > 1
            && (name.equals("." + FOR_EVERYONE)
                || Set.of("domain", "agent", "command", "store", "runtime", "worktree")
                    .contains(parts.getFirst()));
    return byItself ? parts.getFirst() + "." + parts.get(1) : parts.getFirst();
  }

  private static Stream<Dependency> dependencies() {
    return CLASSES.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> isOurs(target(dependency)));
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
  }

  private static JavaClass origin(Dependency dependency) {
    return dependency.getOriginClass();
  }

  private static JavaClass target(Dependency dependency) {
    return dependency.getTargetClass().getBaseComponentType();
  }

  private static String offence(String unit, String other, Dependency dependency) {
    return "%s may not know %s: %s"
        .formatted(unit, other.isEmpty() ? "the root" : other, dependency.getDescription());
  }

  private static boolean isValue(JavaClass type) {
    return type.isRecord() || type.isEnum() || type.reflect().isSealed();
  }

  private static Stream<String> outside(Set<String> units, String... libraries) {
    return CLASSES.stream()
        .filter(type -> !units.contains(unit(type)))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(dependency ->
            Stream.of(libraries)
                .anyMatch(library ->
                    (target(dependency).getPackageName() + ".").startsWith(library + ".")))
        .map(Dependency::getDescription);
  }

  /** Calls, references to methods, and reads of fields. */
  private static Stream<JavaAccess<?>> accesses(Predicate<JavaAccess<?>> wanted) {
    return CLASSES.stream()
        .flatMap(type ->
            Stream.concat(
                type.getAccessesFromSelf().stream(), type.getCodeUnitReferencesFromSelf().stream()))
        .<JavaAccess<?>>map(access -> access)
        .distinct()
        .filter(wanted);
  }

  private static JavaClass owner(JavaAccess<?> access) {
    return access.getOriginOwner();
  }

  private static String unitOf(JavaAccess<?> access) {
    return unit(owner(access));
  }

  private static boolean isCall(JavaAccess<?> access, Class<?> type) {
    return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget
        && access.getTargetOwner().isEquivalentTo(type);
  }

  private static boolean isExec(JavaAccess<?> access) {
    return isCall(access, Runtime.class) && access.getTarget().getName().equals("exec");
  }

  private static boolean readsTheWallClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    return (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
        || (owner.startsWith("java.time.") && (name.equals("now") || name.startsWith("system")))
        || (owner.equals("java.util.Date") && name.equals("<init>"));
  }

  private static boolean isPackageInfo(JavaClass type) {
    return type.getSimpleName().equals("package-info");
  }
}
