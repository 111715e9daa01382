package dev.orch.agent;

import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Usage;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that decides how a turn is started.
 *
 * @param scratch a folder of the run, where {@link LaunchPlan#files} are written; absolute
 * @param turn counted from 1
 */
public record LaunchRequest(
    Program program,
    Conversation conversation,
    Opening opening,
    Repository repository,
    Path scratch,
    int turn) {

  /** Which program, in which version. */
  public record Program(Path binary, String version, List<String> environmentNames) {}

  /**
   * Which conversation.
   *
   * @param resume the agent's own id of a conversation to go on with; null for a new one
   * @param newId a UUID for a new one
   * @param model as the user asked for it; null for the agent's default
   * @param folder where the agent starts
   * @param used by its earlier turns, as far as that was told
   */
  public record Conversation(
      CommandAction action,
      @Nullable String resume,
      String newId,
      @Nullable String model,
      Path folder,
      Usage used) {}

  /**
   * What is said first.
   *
   * @param text the prompt
   * @param messageId a UUID that the message is sent under
   * @param answers of an earlier turn that the agent never acknowledged; said before the text
   */
  public record Opening(String text, String messageId, List<InputRequest> answers) {}

  /** What the checkout brings for this agent, as its {@link RepositoryNames} asked for it. */
  public record Repository(List<InstructionFile> instructing, List<String> running) {}

  /** A file of the repository that instructs. */
  public record InstructionFile(String path, String text) {}
}
