package io.livemarket.kit.admin;

import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.RequiresRole;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How this instance is, for operators; the gateways put the answers of all instances together. */
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
