package dev.orch.operation.apply;

import dev.orch.domain.operation.ShellWord;
import dev.orch.domain.project.RawPath;
import dev.orch.domain.session.SessionId;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a person does with git where an apply does nothing. A command names the folder that it works
 * in, wherever it is typed, and writes over nothing of the checkout that is not committed.
 */
record ByHand(SessionId session, WayOut.Sides sides) {

  /** Lines, and so that the session has the same: then there is nothing to merge any more. */
  String merge(Set<RawPath> conflicts) {
    String marked =
        "merge by hand, with the conflicts marked: orch diff %s | %s apply --3way%s; commit that"
            .formatted(session, git(), each(" --include=", conflicts, ByHand::pattern));
    return sides
        .worktree()
        .map(place ->
            "%s, let the session have it: git -C %s restore --source=\"$(%s rev-parse HEAD)\" --%s; and apply again"
                .formatted(
                    marked,
                    ShellWord.of(place.toString()),
                    git(),
                    each(" ", conflicts, ByHand::literal)))
        .orElse(marked);
  }

  /** What HEAD has made of it goes, in a commit that can be reverted; what the session has fits. */
  String asTheSessionHas(Set<RawPath> conflicts) {
    return "have it as the session has it, without what HEAD made of it: %1$s diff-tree -p --binary HEAD %2$s --%3$s | %1$s apply --index; commit that, and apply again"
        .formatted(git(), sides.base(), each(" ", conflicts, ByHand::literal));
  }

  /** What was committed goes in a commit; what a reset took from HEAD comes back to it. */
  String takeBack(Set<RawPath> committed) {
    return "find the commit that has it: %1$s log --oneline --%2$s; take that back: %1$s revert COMMIT; or, where HEAD went back behind it, find it: %1$s reflog; let HEAD have it again, and undo again"
        .formatted(git(), each(" ", committed, ByHand::literal));
  }

  /** A submodule that the session removed. */
  String removing(RawPath submodule) {
    return "%s rm -- %s".formatted(git(), ShellWord.of(literal(submodule)));
  }

  /** One that the session added. Keeps no remote in a worktree that goes one day. */
  String adding(RawPath submodule, Path worktree) {
    return "git clone -- %2$s %1$s && git -C %1$s remote remove origin && %3$s update-index --add -- %4$s"
        .formatted(
            within(sides.checkout(), submodule),
            within(worktree, submodule),
            git(),
            ShellWord.of(submodule.shown()));
  }

  /** One whose commit is another. Made first: where it is not, git would take what is around it. */
  String moving(RawPath submodule, Path worktree) {
    return "%3$s submodule update --init -- %4$s && git -C %1$s fetch %2$s HEAD && git -C %1$s checkout FETCH_HEAD"
        .formatted(
            within(sides.checkout(), submodule),
            within(worktree, submodule),
            git(),
            ShellWord.of(literal(submodule)));
  }

  private String git() {
    return "git -C " + ShellWord.of(sides.checkout().toString());
  }

  private static String within(Path folder, RawPath path) {
    return ShellWord.of(folder.resolve(path.shown()).toString());
  }

  /** Each of them as a word for a shell. */
  static <T> String each(String before, Set<T> all, Function<T, String> written) {
    return all.stream()
        .map(one -> before + ShellWord.of(written.apply(one)))
        .collect(Collectors.joining());
  }

  /** For git apply, which takes names for patterns. */
  private static String pattern(RawPath path) {
    return path.shown().replaceAll("[*?\\[\\\\]", "\\\\$0");
  }

  /** For what takes some for more than a name. */
  private static String literal(RawPath path) {
    String shown = path.shown();
    boolean isPlain = !shown.startsWith(":") && shown.equals(pattern(path));
    return isPlain ? shown : ":(literal)" + shown;
  }
}
