package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.schedule.PortLease;
import dev.orch.domain.session.Session;
import org.junit.jupiter.api.Test;

/** What every {@link dev.orch.store.schedule.LeaseStore} does. */
public abstract class LeaseStoreContract extends StoresContract {

  @Test
  void portsAreHeldByOneSessionAtATime() {
    Session one = storedSession();
    Session two = storedSession();

    assertThat(hold(one, 20_010)).isTrue();
    assertThat(hold(two, 20_010)).isFalse();
    assertThat(hold(one, 20_010)).isTrue();

    assertThat(stores.leases().find(one.id())).contains(new PortLease(one.id(), 20_010, true));
    assertThat(stores.leases().find(two.id())).isEmpty();
  }

  @Test
  void whatIsGivenBackIsRememberedAndFreeForOthers() {
    Session one = storedSession();
    Session two = storedSession();
    hold(one, 20_010);

    write(() -> stores.leases().giveBack(one.id()));
    assertThat(stores.leases().find(one.id())).contains(new PortLease(one.id(), 20_010, false));
    assertThat(hold(two, 20_010)).isTrue();
    assertThat(hold(one, 20_010)).isFalse();
    assertThat(hold(one, 20_000)).isTrue();

    assertThat(stores.leases().list())
        .containsExactly(
            new PortLease(one.id(), 20_000, true), new PortLease(two.id(), 20_010, true));
  }

  @Test
  void whoHoldsOtherPortsLetsGoOfThoseBefore() {
    Session one = storedSession();
    Session two = storedSession();
    hold(one, 20_000);
    hold(one, 20_010);

    assertThat(hold(two, 20_000)).isTrue();
  }

  @Test
  void aForgottenSessionHoldsNothing() {
    Session one = storedSession();
    hold(one, 20_000);

    write(() -> stores.leases().forget(one.id()));
    write(() -> stores.leases().forget(one.id()));

    assertThat(stores.leases().list()).isEmpty();
  }

  private boolean hold(Session session, int base) {
    return stores.transactions().write(() -> stores.leases().hold(session.id(), base));
  }
}
