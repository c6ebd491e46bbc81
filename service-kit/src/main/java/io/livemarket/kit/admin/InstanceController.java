package io.livemarket.kit.admin;

import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.RequiresRole;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The status of this instance, for operators; the gateways collect the answers of all instances. */
@RestController
@RequiresRole(Callers.OPERATOR)
class InstanceController {

    private final InstanceMonitor monitor;

    InstanceController(InstanceMonitor monitor) {
        this.monitor = monitor;
    }

    @GetMapping("/admin/instance")
    CompletableFuture<InstanceStatus> status() {
        return monitor.measure();
    }
}
