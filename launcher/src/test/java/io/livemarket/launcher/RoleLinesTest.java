package io.livemarket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RoleLinesTest {

    @Test
    void eachRoleIsALineWithItsOrigin() {
        assertThat(RoleLines.of(JsonMapper.shared().readTree("""
                {"items": [
                  {"userId": "019bc0de-03e8-7025-8000-c83fb72e3759", "username": "ana", "roles": [
                    {"role": "moderator", "configured": false, "grantedBy": "019bc0de-03e8-7025-8000-c83fb72e3760",
                     "grantedAt": "2026-01-01T00:00:00Z"},
                    {"role": "operator", "configured": true}]}]}""")))
                .containsExactly(
                        "moderator  019bc0de-03e8-7025-8000-c83fb72e3759  ana  granted by 019bc0de-03e8-7025-8000-c83fb72e3760 at 2026-01-01T00:00:00Z"
                                + " · dado por 019bc0de-03e8-7025-8000-c83fb72e3760 el 2026-01-01T00:00:00Z",
                        "operator   019bc0de-03e8-7025-8000-c83fb72e3759  ana  by the configuration · por la configuración");
    }

    @Test
    void aUserIsFoundByTheWholeName() {
        var found = JsonMapper.shared().readTree("""
                {"items": [{"id": "019bc0de-03e8-7025-8000-c83fb72e3759", "username": "ana.maria"},
                           {"id": "019bc0de-03e8-7025-8000-c83fb72e3760", "username": "Ana"}]}""");
        assertThat(RoleLines.userOf(found, "ana")).contains(UUID.fromString("019bc0de-03e8-7025-8000-c83fb72e3760"));
        assertThat(RoleLines.userOf(found, "an")).isEmpty();
    }
}
