package io.livemarket.launcher;

import io.livemarket.launcher.OperatorAccess.Refused;
import io.livemarket.launcher.demo.DemoFailedException;
import io.livemarket.launcher.demo.ServiceAccount;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A service account for one run of the demo, created by the system's operator and deleted at the end. */
final class DemoService implements AutoCloseable {

    private static final String PATH = "/admin/services";
    private static final int NAME_DIGITS = 8;

    private final OperatorAccess operator;
    private final ServiceAccount account;

    private DemoService(OperatorAccess operator, ServiceAccount account) {
        this.operator = operator;
        this.account = account;
    }

    /** @throws DemoFailedException when the system refuses the operator or the account */
    static DemoService create(URI url, DataDirectory data) throws IOException, InterruptedException {
        try {
            OperatorAccess operator = OperatorAccess.to(url, data);
            JsonNode created = operator.post(
                    PATH,
                    Map.of(
                            "name",
                            "market-" + UUID.randomUUID().toString().substring(0, NAME_DIGITS),
                            "scopes",
                            List.of(ServiceAccount.SCOPE)));
            return new DemoService(
                    operator,
                    new ServiceAccount(
                            created.path("id").asString(),
                            created.path("secret").asString()));
        } catch (Refused e) {
            throw new DemoFailedException("No service account: " + e.code());
        }
    }

    ServiceAccount account() {
        return account;
    }

    /** Deletes the account; its messages stay. */
    @Override
    public void close() {
        try (operator) {
            operator.delete(PATH + "/" + account.id());
        } catch (Refused e) {
            throw new DemoFailedException("The demo's service account was not deleted: " + e.code());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
