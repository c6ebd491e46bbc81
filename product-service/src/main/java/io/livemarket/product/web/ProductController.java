package io.livemarket.product.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.products.ProductCommand;
import io.livemarket.events.products.ProductCommand.ChangeProduct;
import io.livemarket.events.products.ProductCommand.ListProduct;
import io.livemarket.events.products.ProductCommand.SetProductState;
import io.livemarket.events.products.ProductState;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.product.config.ProductProperties;
import io.livemarket.product.kafka.ProductCommands;
import io.livemarket.product.projection.ProductQueries.Page;
import io.livemarket.product.projection.ProductQueries.Selection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of products: any user reads them, and their seller changes them. */
@RestController
@RequestMapping("/products")
class ProductController {

    private final ProductCommands commands;
    private final ProductReads reads;
    private final DetailsReader details;
    private final int mostOnSale;
    private final Clock clock;

    ProductController(ProductCommands commands, ProductReads reads, ProductProperties properties, Clock clock) {
        this.commands = commands;
        this.reads = reads;
        this.details = new DetailsReader(properties.currency());
        this.mostOnSale = properties.onSalePerSeller();
        this.clock = clock;
    }

    /** @param nextCursor the cursor of the next page; absent on the last page */
    record ProductPage(
            List<ProductBody> items,
            boolean hasMore,
            @Nullable String nextCursor) {}

    @PostMapping
    ResponseEntity<ProductBody> list(
            @AuthenticationPrincipal Jwt caller,
            @RequestBody Requests.Details body,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key) {
        if (Callers.mustVerifyEmail(caller)) {
            throw new ApiException(ErrorCode.EMAIL_NOT_VERIFIED);
        }
        UUID seller = Callers.id(caller);
        UUID productId = IdempotencyKey.productId(key, seller);
        ListProduct command = new ListProduct(productId, seller, details.read(body), now());
        if (!reads.isKnown(productId)) {
            requireRoom(seller);
        }
        return ResponseEntity.created(URI.create("/products/" + productId)).body(decide(command));
    }

    /** The products that the caller may see, the latest listings first. */
    @GetMapping
    ProductPage page(
            @AuthenticationPrincipal Jwt caller,
            @RequestParam(required = false) @Nullable UUID sellerId,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        UUID reader = Callers.id(caller);
        Selection selection = new Selection(sellerId, state == null ? null : state(state));
        Page page = reads.list(reader, selection, cursor, limit);
        return new ProductPage(
                page.items().stream()
                        .map(product -> ProductBody.of(product, reader))
                        .toList(),
                page.hasMore(),
                page.nextCursor());
    }

    @GetMapping("/{productId}")
    ProductBody product(@AuthenticationPrincipal Jwt caller, @PathVariable UUID productId) {
        UUID reader = Callers.id(caller);
        return ProductBody.of(reads.require(productId, reader), reader);
    }

    @PutMapping("/{productId}")
    ProductBody change(
            @AuthenticationPrincipal Jwt caller, @PathVariable UUID productId, @RequestBody Requests.Details body) {
        return decide(new ChangeProduct(productId, Callers.id(caller), details.read(body), now()));
    }

    @PutMapping("/{productId}/state")
    ProductBody set(
            @AuthenticationPrincipal Jwt caller, @PathVariable UUID productId, @RequestBody Requests.State body) {
        UUID seller = Callers.id(caller);
        ProductState state = state(body.state());
        if (state == ProductState.AVAILABLE && reads.require(productId, seller).state() == ProductState.WITHDRAWN) {
            requireRoom(seller);
        }
        return decide(new SetProductState(productId, seller, state, now()));
    }

    /** Withdraws a product. */
    @DeleteMapping("/{productId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@AuthenticationPrincipal Jwt caller, @PathVariable UUID productId) {
        SetProductState command = new SetProductState(productId, Callers.id(caller), ProductState.WITHDRAWN, now());
        reads.awaitVersion(productId, commands.decide(command).version());
    }

    private ProductBody decide(ProductCommand command) {
        long version = commands.decide(command).version();
        return ProductBody.of(reads.require(command.productId(), command.actorId(), version), command.actorId());
    }

    private void requireRoom(UUID seller) {
        if (reads.onSale(seller, mostOnSale) >= mostOnSale) {
            throw new ApiException(ErrorCode.PRODUCT_QUOTA_EXCEEDED);
        }
    }

    private static ProductState state(@Nullable String text) {
        return Arrays.stream(ProductState.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> ApiException.invalid("state"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
