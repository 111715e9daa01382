package dev.orch.api.event;

/**
 * What one event says beside its envelope. On the wire its names are snake_case and its enums lower
 * case. A field may be added, none is ever renamed or removed.
 */
public sealed interface EventPayload
    permits AgentPayload,
        ArtifactPayload,
        CheckoutPayload,
        CleanupPayload,
        CommandPayload,
        CommentsPayload,
        DaemonPayload,
        FollowUpPayload,
        InputPayload,
        ProcessPayload,
        ProjectPayload,
        SessionPayload,
        TrashPayload,
        TurnPayload,
        WorktreePayload {}
