package dev.orch.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.schedule.PortLease;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortLeasesTest {
  @TempDir Path folder;
  private final Samples samples = new Samples(4);
  private final Set<Integer> taken = new HashSet<>();
  private SqliteStore store;
  private Stores stores;
  private PortLeases leases;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    stores = store.stores();
    leases = new PortLeases(stores, port -> !taken.contains(port));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private SessionId session() {
    Session session = samples.session(Samples.NOON);
    stores.transactions().write(() -> stores.sessions().insert(session));
    return session.id();
  }

  private int lease(SessionId session) {
    PortLease lease = leases.lease(session).orElseThrow();
    assertThat(lease.session()).isEqualTo(session);
    assertThat(lease.held()).isTrue();
    return lease.base();
  }

  private void giveBack(SessionId session) {
    stores.transactions().write(() -> stores.leases().giveBack(session));
  }

  @Test
  void eachSessionGetsPortsOfItsOwnAndTheSameWhenAskedAgain() {
    SessionId one = session();
    SessionId two = session();

    assertThat(lease(one)).isEqualTo(PortLease.FIRST);
    assertThat(lease(two)).isEqualTo(PortLease.FIRST + PortLease.COUNT);
    assertThat(lease(one)).isEqualTo(PortLease.FIRST);
    assertThat(leases.find(session())).isEmpty();
  }

  @Test
  void aPortThatSomebodyListensOnIsNobodys() {
    taken.add(PortLease.FIRST + 3);
    taken.add(PortLease.FIRST + 19);

    assertThat(lease(session())).isEqualTo(PortLease.FIRST + 2 * PortLease.COUNT);
  }

  @Test
  void aSessionGetsItsPortsAgainWhileOthersWereServedMeanwhile() {
    SessionId one = session();
    int first = lease(one);
    giveBack(one);
    assertThat(leases.find(one)).isEmpty();

    assertThat(lease(session())).isNotEqualTo(first);
    assertThat(lease(one)).isEqualTo(first);
  }

  @Test
  void aSessionGetsOthersWhereItsOwnAreTaken() {
    SessionId one = session();
    int first = lease(one);
    giveBack(one);
    taken.add(first);

    assertThat(lease(one)).isNotEqualTo(first);
  }

  @Test
  void portsThatAreOnlyRememberedAreGivenWhereNoneElseAreLeft() {
    SessionId one = session();
    int first = lease(one);
    giveBack(one);
    for (int port = PortLease.FIRST; port <= PortLease.LAST; port++) {
      taken.add(port);
    }
    assertThat(leases.lease(session())).isEmpty();

    for (int port = first; port < first + PortLease.COUNT; port++) {
      taken.remove(port);
    }
    assertThat(lease(session())).isEqualTo(first);
    assertThat(leases.lease(one)).isEmpty();
  }

  @Test
  void whatIsListenedOnIsNotFree() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      assertThat(FreePorts.isFree(port)).isFalse();
    }
  }
}
