package dev.orch.artifact;

import dev.orch.domain.session.Session;
import dev.orch.domain.session.Turn;
import dev.orch.worktree.Repository;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A turn whose files are to be written.
 *
 * @param repository null if the project's repository cannot be opened any more
 * @param artifactFolder the session's; each turn has a folder in it
 */
public record TurnFiles(
    Session session, Turn turn, @Nullable Repository repository, Path artifactFolder) {}
