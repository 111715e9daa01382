package dev.orch.http.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.http.RawHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every route that changes something looks at the key by which a request is known again. */
class KeyedRoutesTest {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /**
   * What they answer is secret, so that no receipt of it is kept: asked again, they answer anew,
   * and who has left is refused.
   */
  private static final Set<String> WITHOUT_RECEIPT = Set.of("mintLoginCode", "logIn", "logOut");

  @TempDir private Path folder;
  private Grounds grounds;

  @BeforeEach
  void open() throws IOException {
    grounds = Grounds.open(folder);
  }

  @AfterEach
  void close() {
    grounds.close();
  }

  @Test
  void aKeyThatIsNoneIsRefusedByEachRouteThatChangesSomething() throws IOException {
    List<String> before = grounds.untouched();
    for (Operation operation : Operation.all()) {
      if (!operation.method().equals("GET") && !WITHOUT_RECEIPT.contains(operation.id())) {
        RawHttp.Answer answer =
            grounds.send(inOrder(operation).withHeader("Idempotency-Key", "a b"));
        assertThat(answer.text()).as(operation.id()).contains(":invalid_idempotency_key\"");
      }
    }
    assertThat(grounds.untouched()).isEqualTo(before);
  }

  /** One that would be carried out, or be refused for no more than the state of things. */
  private Draft inOrder(Operation operation) {
    String path = operation.path();
    for (JsonNode one : operation.parameters("path")) {
      String name = one.path("name").asString();
      path = path.replace("{" + name + "}", known(Drafts.name(operation, name)));
    }
    ObjectNode body = MAPPER.createObjectNode();
    for (JsonNode required : operation.body().path("required")) {
      String name = required.asString();
      JsonNode property = operation.body().path("properties").path(name);
      switch (property.path("type").asString("")) {
        case "integer" -> body.put(name, 0);
        case "array" -> body.putArray(name);
        default -> body.put(name, property.path("enum").path(0).asString(known(name)));
      }
    }
    return new Draft(operation.method(), path, List.of(), List.of(), "")
        .withHeader("Content-Type", "application/json")
        .withBody(operation.hasBody() ? body.toString() : "");
  }

  private String known(String name) {
    Map<String, List<String>> known = grounds.known();
    return known.getOrDefault(name, List.of("x")).getFirst();
  }
}
