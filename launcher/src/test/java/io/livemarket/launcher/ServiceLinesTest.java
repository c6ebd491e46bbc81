package io.livemarket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ServiceLinesTest {

    @Test
    void eachServiceIsALineWithItsScopesAndSecrets() {
        assertThat(ServicesCommand.lines(JsonMapper.shared().readTree("""
                {"items": [
                  {"id": "019bc0de-03e8-7025-8000-c83fb72e3759", "name": "the-shop", "scopes": ["chats:write", "users:write"],
                   "secrets": [{"id": "019bc0de-03e8-7025-8000-c83fb72e3760", "createdAt": "2026-01-01T00:00:00Z"}]}]}""")))
                .containsExactly("019bc0de-03e8-7025-8000-c83fb72e3759  the-shop  chats:write users:write"
                        + "  secret 019bc0de-03e8-7025-8000-c83fb72e3760 of 2026-01-01T00:00:00Z");
    }
}
