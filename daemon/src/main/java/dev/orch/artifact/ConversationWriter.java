package dev.orch.artifact;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.TranscriptEntry;
import dev.orch.domain.event.Event;
import dev.orch.domain.event.NewEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the two transcripts of one turn from its events, and remembers its closing message. */
final class ConversationWriter implements AutoCloseable {
  private final Path markdownFile;
  private final BufferedWriter markdown;
  private final BufferedWriter json;
  private final String prompt;
  private boolean begun;
  private @Nullable String closingMessage;
  private @Nullable String model;

  private ConversationWriter(
      Path markdownFile, BufferedWriter markdown, BufferedWriter json, String prompt) {
    this.markdownFile = markdownFile;
    this.markdown = markdown;
    this.json = json;
    this.prompt = prompt;
  }

  /**
   * Makes both files.
   *
   * @param prompt what the turn began with, without secrets
   */
  static ConversationWriter open(Path markdownFile, Path jsonFile, String prompt) {
    try {
      BufferedWriter markdown =
          Files.newBufferedWriter(markdownFile, StandardOpenOption.CREATE_NEW);
      try {
        BufferedWriter json = Files.newBufferedWriter(jsonFile, StandardOpenOption.CREATE_NEW);
        return new ConversationWriter(markdownFile, markdown, json, prompt);
      } catch (IOException e) {
        markdown.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ArtifactFailedException("cannot write " + markdownFile, e);
    }
  }

  /** Takes the next event of the turn. */
  void add(Event event) {
    NewEvent fact = event.fact();
    try {
      for (TranscriptEntry entry : begun ? Transcript.entries(event) : begin(event)) {
        write(entry);
      }
      if (fact.payload() instanceof AgentPayload.Message message && message.subagent() == null) {
        closingMessage = message.text();
      }
      if (fact.payload() instanceof AgentPayload.Usage usage && usage.model() != null) {
        model = usage.model();
      }
    } catch (IOException e) {
      throw new ArtifactFailedException("cannot write " + markdownFile, e);
    }
  }

  /** The last message that no sub-agent said. */
  Optional<String> closingMessage() {
    return Optional.ofNullable(closingMessage);
  }

  /** What the agent last said that it works with. */
  Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /** Writes out what is left: both files are whole then, unless it throws. */
  @Override
  public void close() {
    try (markdown) {
      json.close();
    } catch (IOException e) {
      throw new ArtifactFailedException("cannot write " + markdownFile, e);
    }
  }

  private List<TranscriptEntry> begin(Event first) throws IOException {
    begun = true;
    markdown.write("# Turn " + first.fact().turn() + "\n\n");
    return Transcript.entries(first, prompt);
  }

  private void write(TranscriptEntry entry) throws IOException {
    json.write(TranscriptText.json(entry));
    json.write('\n');
    markdown.write(TranscriptText.markdown(entry));
  }
}
