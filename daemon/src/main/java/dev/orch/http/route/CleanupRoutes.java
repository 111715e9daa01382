package dev.orch.http.route;

import static dev.orch.api.ProblemType.AMBIGUOUS_ID;
import static dev.orch.api.ProblemType.ILLEGAL_TRANSITION;
import static dev.orch.api.ProblemType.INVENTORY_CHANGED;
import static dev.orch.api.ProblemType.LOSES_WORK;
import static dev.orch.api.ProblemType.OPERATION_FAILED;
import static dev.orch.api.ProblemType.OPERATION_OPEN;
import static dev.orch.api.ProblemType.PATH_MISSING;
import static dev.orch.api.ProblemType.RELEASE_HINDERED;
import static dev.orch.api.ProblemType.REPOSITORY_UNREADABLE;
import static dev.orch.api.ProblemType.SESSION_NOT_FOUND;
import static dev.orch.api.ProblemType.TRASH_ENTRY_NOT_FOUND;
import static dev.orch.http.Route.delete;
import static dev.orch.http.Route.get;
import static dev.orch.http.Route.post;

import dev.orch.api.ApiPath;
import dev.orch.api.cleanup.CleanupPreview;
import dev.orch.api.cleanup.DeleteBody;
import dev.orch.api.cleanup.RestoredView;
import dev.orch.api.cleanup.TrashView;
import dev.orch.api.session.NoBody;
import dev.orch.api.session.SessionView;
import dev.orch.http.Route;
import dev.orch.http.Route.Answer;
import dev.orch.http.exchange.Filters;
import dev.orch.http.handler.CleanupHandler;
import dev.orch.http.handler.PreviewHandler;
import dev.orch.http.handler.TrashHandler;
import java.util.stream.Stream;

/** The routes that delete sessions, and of what that leaves. */
public final class CleanupRoutes {
  private CleanupRoutes() {}

  /** All of them, in the order of the API's description. */
  public static Stream<Route> of(
      PreviewHandler previews, CleanupHandler cleanup, TrashHandler trash) {
    return Stream.of(
        get(ApiPath.CLEANUP_PREVIEW, "previewCleanup", "Shows what would go")
            .takes(PreviewHandler.FOR, PreviewHandler.DELETE_BRANCH)
            .fails(
                SESSION_NOT_FOUND,
                AMBIGUOUS_ID,
                PATH_MISSING,
                REPOSITORY_UNREADABLE,
                ILLEGAL_TRANSITION,
                RELEASE_HINDERED)
            .by(new Answer.One(200, CleanupPreview.class), previews::show),
        post(
                ApiPath.DELETE,
                "deleteSession",
                "Deletes a session; what is not committed elsewhere goes to the trash")
            .fails(
                SESSION_NOT_FOUND,
                AMBIGUOUS_ID,
                PATH_MISSING,
                REPOSITORY_UNREADABLE,
                ILLEGAL_TRANSITION,
                LOSES_WORK,
                INVENTORY_CHANGED,
                OPERATION_OPEN,
                OPERATION_FAILED)
            .by(new Answer.One(200, SessionView.class), DeleteBody.class, cleanup::delete),
        get(ApiPath.TRASH, "listTrash", "Lists what deleted sessions left, newest first")
            .pages(Filters.PROJECT, Filters.SESSION, Filters.FACETS)
            .by(new Answer.FacetedPageOf(TrashView.class), trash::list),
        post(
                ApiPath.RESTORE,
                "restoreTrash",
                "Makes a branch and a worktree of what a session left")
            .fails(
                TRASH_ENTRY_NOT_FOUND,
                AMBIGUOUS_ID,
                PATH_MISSING,
                REPOSITORY_UNREADABLE,
                OPERATION_OPEN,
                OPERATION_FAILED)
            .by(new Answer.One(200, RestoredView.class), NoBody.class, trash::restore),
        delete(ApiPath.TRASH_ENTRY, "emptyTrash", "Removes what a session left for good")
            .fails(TRASH_ENTRY_NOT_FOUND, AMBIGUOUS_ID, OPERATION_OPEN, OPERATION_FAILED)
            .by(new Answer.Nothing(), trash::empty));
  }
}
