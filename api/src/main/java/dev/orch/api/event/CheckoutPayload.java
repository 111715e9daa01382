package dev.orch.api.event;

/** What sessions did to the project's checkout, when a person asked for it. */
public sealed interface CheckoutPayload extends EventPayload {

  /**
   * The session's whole change is in the checkout, not committed.
   *
   * @param files how many paths this apply changed
   */
  record Applied(int files) implements CheckoutPayload {}

  /**
   * The checkout is as it was before the session's first apply.
   *
   * @param files how many paths went back
   */
  record ApplyUndone(int files) implements CheckoutPayload {}
}
