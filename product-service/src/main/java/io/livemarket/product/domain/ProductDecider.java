package io.livemarket.product.domain;

import static io.livemarket.product.domain.Decision.accept;
import static io.livemarket.product.domain.Decision.reject;
import static io.livemarket.product.domain.Decision.unchanged;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.products.ProductCommand;
import io.livemarket.events.products.ProductCommand.ChangeProduct;
import io.livemarket.events.products.ProductCommand.ListProduct;
import io.livemarket.events.products.ProductCommand.ReserveProduct;
import io.livemarket.events.products.ProductCommand.SetProductState;
import io.livemarket.events.products.ProductDetails;
import io.livemarket.events.products.ProductEvent.ProductChanged;
import io.livemarket.events.products.ProductEvent.ProductListed;
import io.livemarket.events.products.ProductEvent.ProductStateChanged;
import io.livemarket.events.products.ProductEvent.ReservationRefused;
import io.livemarket.events.products.ProductState;
import io.livemarket.events.products.Reservation;
import io.livemarket.product.domain.Product.Listed;
import io.livemarket.product.domain.Product.Unknown;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides each command to a product: accepted with its events, unchanged, or rejected. Pure: it reads no clock, no
 * store and no network.
 */
public final class ProductDecider {

    private ProductDecider() {}

    /**
     * The decision on a command.
     *
     * @param product the product after all of its events so far
     * @param offers the offers that are decided
     */
    public static Decision decide(Product product, ProductCommand command, Offers offers) {
        if (command.productId() == null || command.actorId() == null || command.requestedAt() == null) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        return switch (command) {
            case ListProduct c -> list(product, c);
            case ChangeProduct c -> change(product, c);
            case SetProductState c -> set(product, c);
            case ReserveProduct c -> reserve(product, c, offers);
        };
    }

    /** Lists a product. A repeat with equal details changes nothing, whatever happened to the product since. */
    private static Decision list(Product product, ListProduct c) {
        if (!isValid(c.details())) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        return switch (product) {
            case Unknown _ -> accept(new ProductListed(c.productId(), 1, c.actorId(), c.details(), c.requestedAt()));
            case Listed listed
            when listed.sellerId().equals(c.actorId())
                    && listed.terms().listed().equals(c.details()) -> unchanged();
            case Listed _ -> reject(ErrorCode.IDEMPOTENCY_CONFLICT);
        };
    }

    private static Decision change(Product product, ChangeProduct c) {
        if (!isValid(c.details())) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        return switch (product) {
            case Unknown _ -> reject(ErrorCode.PRODUCT_NOT_FOUND);
            case Listed listed when !listed.sellerId().equals(c.actorId()) -> refuse(listed);
            case Listed listed when listed.terms().current().equals(c.details()) -> unchanged();
            case Listed listed when listed.state() == ProductState.SOLD -> reject(ErrorCode.PRODUCT_STATE_CONFLICT);
            case Listed listed ->
                accept(new ProductChanged(
                        c.productId(),
                        listed.version() + 1,
                        listed.sellerId(),
                        c.details(),
                        later(listed, c.requestedAt())));
        };
    }

    private static boolean isValid(@Nullable ProductDetails details) {
        return details != null && ProductRules.invalidFields(details).isEmpty();
    }

    private static Decision set(Product product, SetProductState c) {
        ProductState wanted = c.state();
        if (wanted == null) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        return switch (product) {
            case Unknown _ -> reject(ErrorCode.PRODUCT_NOT_FOUND);
            case Listed listed when !listed.sellerId().equals(c.actorId()) -> refuse(listed);
            case Listed listed when listed.state() == wanted -> unchanged();
            case Listed listed when !isAllowed(listed.state(), wanted) -> reject(ErrorCode.PRODUCT_STATE_CONFLICT);
            // A sale keeps the offer that led to it; every other change ends the reservation.
            case Listed listed ->
                accept(changed(
                        listed, wanted, wanted == ProductState.SOLD ? listed.reservation() : null, c.requestedAt()));
        };
    }

    private static boolean isAllowed(ProductState from, ProductState to) {
        return switch (from) {
            case AVAILABLE, RESERVED -> true;
            case WITHDRAWN -> to == ProductState.AVAILABLE;
            case SOLD -> false;
        };
    }

    /** The refusal of a user who is not the seller. A withdrawn product exists for its seller alone. */
    private static Decision refuse(Listed product) {
        return reject(
                product.state() == ProductState.WITHDRAWN ? ErrorCode.PRODUCT_NOT_FOUND : ErrorCode.NOT_THE_SELLER);
    }

    /**
     * Reserves a product for an accepted offer. Each offer is decided once: its command is published at least once, and
     * again when the reader of the chats starts from the beginning.
     */
    private static Decision reserve(Product product, ReserveProduct c, Offers offers) {
        Reservation wanted = c.reservation();
        if (wanted == null || wanted.offerId() == null || wanted.chatId() == null || wanted.buyerId() == null) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        return switch (product) {
            case Unknown _ -> reject(ErrorCode.PRODUCT_NOT_FOUND);
            case Listed listed
            when listed.isFor(wanted.offerId()) || offers.isDecided(c.productId(), wanted.offerId()) -> unchanged();
            case Listed listed
            when canBeReserved(listed, c.actorId(), wanted) ->
                accept(changed(listed, ProductState.RESERVED, wanted, c.requestedAt()));
            case Listed listed ->
                accept(new ReservationRefused(
                        c.productId(),
                        listed.version() + 1,
                        listed.sellerId(),
                        wanted,
                        later(listed, c.requestedAt())));
        };
    }

    private static boolean canBeReserved(Listed product, UUID seller, Reservation wanted) {
        return product.state() == ProductState.AVAILABLE
                && product.sellerId().equals(seller)
                && !product.sellerId().equals(wanted.buyerId());
    }

    private static ProductStateChanged changed(
            Listed product, ProductState state, @Nullable Reservation reservation, Instant requestedAt) {
        return new ProductStateChanged(
                product.productId(),
                product.version() + 1,
                product.sellerId(),
                state,
                reservation,
                later(product, requestedAt));
    }

    /** The time of an event: that of its command, but not before the product's newest event. */
    private static Instant later(Listed product, Instant requestedAt) {
        return requestedAt.isBefore(product.at()) ? product.at() : requestedAt;
    }
}
