package io.livemarket.product.domain;

import static io.livemarket.events.products.ProductState.AVAILABLE;
import static io.livemarket.events.products.ProductState.RESERVED;
import static io.livemarket.events.products.ProductState.SOLD;
import static io.livemarket.events.products.ProductState.WITHDRAWN;
import static io.livemarket.product.domain.Decision.accept;
import static io.livemarket.product.domain.Decision.reject;
import static io.livemarket.product.domain.Decision.unchanged;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductCommand;
import io.livemarket.events.products.ProductCommand.ChangeProduct;
import io.livemarket.events.products.ProductCommand.ListProduct;
import io.livemarket.events.products.ProductCommand.ReserveProduct;
import io.livemarket.events.products.ProductCommand.SetProductState;
import io.livemarket.events.products.ProductDetails;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.products.ProductEvent.ProductChanged;
import io.livemarket.events.products.ProductEvent.ProductListed;
import io.livemarket.events.products.ProductEvent.ProductStateChanged;
import io.livemarket.events.products.ProductEvent.ReservationRefused;
import io.livemarket.events.products.ProductState;
import io.livemarket.events.products.Reservation;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProductDeciderTest {

    private static final Instant T = Instant.parse("2026-01-15T10:00:00Z");
    private static final UUID LAMP = Ids.next();
    private static final UUID ANA = Ids.next();
    private static final UUID BEA = Ids.next();
    private static final UUID CAI = Ids.next();
    private static final ProductDetails DETAILS = new ProductDetails("Lamp", new Money("25.00", "EUR"), null, null);
    private static final ProductDetails CHEAPER = new ProductDetails("Lamp", new Money("20.00", "EUR"), null, null);
    private static final Reservation BEAS = new Reservation(Ids.next(), Ids.next(), BEA);
    private static final Reservation CAIS = new Reservation(Ids.next(), Ids.next(), CAI);

    @Test
    void aListedProductIsAvailable() {
        assertThat(decide(Product.NONE, new ListProduct(LAMP, ANA, DETAILS, T)))
                .isEqualTo(accept(new ProductListed(LAMP, 1, ANA, DETAILS, T)));
        assertThat(listed())
                .isInstanceOfSatisfying(
                        Product.Listed.class,
                        product -> assertThat(product.state()).isEqualTo(AVAILABLE));
    }

    @Test
    void aRepeatedListingChangesNothingWhateverHappenedSince() {
        ListProduct again = new ListProduct(LAMP, ANA, DETAILS, T.plusSeconds(9));
        assertThat(decide(listed(), again)).isEqualTo(unchanged());
        assertThat(decide(changedTo(CHEAPER), again)).isEqualTo(unchanged());
        assertThat(decide(in(WITHDRAWN, null), again)).isEqualTo(unchanged());
    }

    @Test
    void anotherListingUnderTheIdIsAConflict() {
        assertThat(decide(listed(), new ListProduct(LAMP, ANA, CHEAPER, T)))
                .isEqualTo(reject(ErrorCode.IDEMPOTENCY_CONFLICT));
        assertThat(decide(changedTo(CHEAPER), new ListProduct(LAMP, ANA, CHEAPER, T)))
                .isEqualTo(reject(ErrorCode.IDEMPOTENCY_CONFLICT));
        assertThat(decide(listed(), new ListProduct(LAMP, BEA, DETAILS, T)))
                .isEqualTo(reject(ErrorCode.IDEMPOTENCY_CONFLICT));
    }

    @Test
    void detailsAreChangedByTheSellerAlone() {
        assertThat(decide(listed(), new ChangeProduct(LAMP, ANA, CHEAPER, T)))
                .isEqualTo(accept(new ProductChanged(LAMP, 2, ANA, CHEAPER, T)));
        assertThat(decide(listed(), new ChangeProduct(LAMP, BEA, CHEAPER, T)))
                .isEqualTo(reject(ErrorCode.NOT_THE_SELLER));
        assertThat(decide(listed(), new ChangeProduct(LAMP, ANA, DETAILS, T))).isEqualTo(unchanged());
    }

    @Test
    void aSoldProductKeepsItsDetails() {
        assertThat(decide(in(SOLD, null), new ChangeProduct(LAMP, ANA, CHEAPER, T)))
                .isEqualTo(reject(ErrorCode.PRODUCT_STATE_CONFLICT));
    }

    @ParameterizedTest
    @CsvSource({
        "AVAILABLE, RESERVED",
        "AVAILABLE, SOLD",
        "AVAILABLE, WITHDRAWN",
        "RESERVED, AVAILABLE",
        "RESERVED, SOLD",
        "RESERVED, WITHDRAWN",
        "WITHDRAWN, AVAILABLE"
    })
    void theSellerMovesAProduct(ProductState from, ProductState to) {
        Product product = in(from, null);
        assertThat(decide(product, new SetProductState(LAMP, ANA, to, T)))
                .isEqualTo(accept(new ProductStateChanged(LAMP, product.version() + 1, ANA, to, null, T)));
    }

    @ParameterizedTest
    @CsvSource({"SOLD, AVAILABLE", "SOLD, RESERVED", "SOLD, WITHDRAWN", "WITHDRAWN, RESERVED", "WITHDRAWN, SOLD"})
    void anyOtherMoveIsAConflict(ProductState from, ProductState to) {
        assertThat(decide(in(from, null), new SetProductState(LAMP, ANA, to, T)))
                .isEqualTo(reject(ErrorCode.PRODUCT_STATE_CONFLICT));
    }

    @ParameterizedTest
    @EnumSource
    void aStateThatHoldsChangesNothing(ProductState state) {
        assertThat(decide(in(state, null), new SetProductState(LAMP, ANA, state, T)))
                .isEqualTo(unchanged());
    }

    @Test
    void aStrangerMovesNothingAndDoesNotLearnOfAWithdrawnProduct() {
        assertThat(decide(listed(), new SetProductState(LAMP, BEA, SOLD, T)))
                .isEqualTo(reject(ErrorCode.NOT_THE_SELLER));
        assertThat(decide(in(WITHDRAWN, null), new SetProductState(LAMP, BEA, AVAILABLE, T)))
                .isEqualTo(reject(ErrorCode.PRODUCT_NOT_FOUND));
        assertThat(decide(in(WITHDRAWN, null), new ChangeProduct(LAMP, BEA, CHEAPER, T)))
                .isEqualTo(reject(ErrorCode.PRODUCT_NOT_FOUND));
        assertThat(decide(Product.NONE, new SetProductState(LAMP, BEA, SOLD, T)))
                .isEqualTo(reject(ErrorCode.PRODUCT_NOT_FOUND));
    }

    @Test
    void anAcceptedOfferReservesAnAvailableProduct() {
        assertThat(decide(listed(), new ReserveProduct(LAMP, ANA, BEAS, T)))
                .isEqualTo(accept(new ProductStateChanged(LAMP, 2, ANA, RESERVED, BEAS, T)));
    }

    @ParameterizedTest
    @EnumSource(names = {"RESERVED", "SOLD", "WITHDRAWN"})
    void anEventRefusesAnOfferOnAnUnavailableProduct(ProductState state) {
        Product product = in(state, null);
        assertThat(decide(product, new ReserveProduct(LAMP, ANA, BEAS, T)))
                .isEqualTo(accept(new ReservationRefused(LAMP, product.version() + 1, ANA, BEAS, T)));
    }

    @Test
    void ofTwoAcceptedOffersTheFirstReserves() {
        assertThat(decide(in(RESERVED, BEAS), new ReserveProduct(LAMP, ANA, CAIS, T)))
                .isEqualTo(accept(new ReservationRefused(LAMP, 3, ANA, CAIS, T)));
        assertThat(decide(in(RESERVED, BEAS), new ReserveProduct(LAMP, ANA, BEAS, T)))
                .isEqualTo(unchanged());
        assertThat(decide(in(SOLD, BEAS), new ReserveProduct(LAMP, ANA, BEAS, T)))
                .isEqualTo(unchanged());
    }

    /** As when the reader of the chats starts from the beginning, after the seller ended the reservation. */
    @Test
    void anOfferIsDecidedOnce() {
        assertThat(ProductDecider.decide(listed(), new ReserveProduct(LAMP, ANA, BEAS, T), (_, _) -> true))
                .isEqualTo(unchanged());
    }

    @Test
    void anOfferOfAnotherSellerOrToTheSellerReservesNothing() {
        assertThat(decide(listed(), new ReserveProduct(LAMP, CAI, BEAS, T)))
                .isEqualTo(accept(new ReservationRefused(LAMP, 2, ANA, BEAS, T)));
        Reservation own = new Reservation(Ids.next(), Ids.next(), ANA);
        assertThat(decide(listed(), new ReserveProduct(LAMP, ANA, own, T)))
                .isEqualTo(accept(new ReservationRefused(LAMP, 2, ANA, own, T)));
    }

    @Test
    void aSaleKeepsTheReservationAndEveryOtherMoveEndsIt() {
        Product reserved = in(RESERVED, BEAS);
        assertThat(decide(reserved, new SetProductState(LAMP, ANA, SOLD, T)))
                .isEqualTo(accept(new ProductStateChanged(LAMP, 3, ANA, SOLD, BEAS, T)));
        assertThat(decide(reserved, new SetProductState(LAMP, ANA, AVAILABLE, T)))
                .isEqualTo(accept(new ProductStateChanged(LAMP, 3, ANA, AVAILABLE, null, T)));
        assertThat(decide(reserved, new SetProductState(LAMP, ANA, WITHDRAWN, T)))
                .isEqualTo(accept(new ProductStateChanged(LAMP, 3, ANA, WITHDRAWN, null, T)));
    }

    @Test
    void aCommandWithoutItsFieldsIsInvalid() {
        assertThat(decide(listed(), new ListProduct(LAMP, ANA, null, T))).isEqualTo(reject(ErrorCode.INVALID_REQUEST));
        assertThat(decide(listed(), new ListProduct(LAMP, null, DETAILS, T)))
                .isEqualTo(reject(ErrorCode.INVALID_REQUEST));
        assertThat(decide(listed(), new SetProductState(LAMP, ANA, null, T)))
                .isEqualTo(reject(ErrorCode.INVALID_REQUEST));
        assertThat(decide(listed(), new ReserveProduct(LAMP, ANA, new Reservation(null, null, null), T)))
                .isEqualTo(reject(ErrorCode.INVALID_REQUEST));
        assertThat(decide(listed(), new ChangeProduct(LAMP, ANA, new ProductDetails(null, null, null, null), T)))
                .isEqualTo(reject(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void timesOfAProductDoNotGoBack() {
        assertThat(decide(listed(), new ReserveProduct(LAMP, ANA, BEAS, T.minusSeconds(60))))
                .isEqualTo(accept(new ProductStateChanged(LAMP, 2, ANA, RESERVED, BEAS, T)));
    }

    @Test
    void anEventOfALaterVersionCountsAsAVersion() {
        assertThat(Product.evolveUnknown(listed(), 2).version()).isEqualTo(2);
        assertThat(Product.evolveUnknown(Product.NONE, 2)).isEqualTo(Product.NONE);
    }

    private static Decision decide(Product product, ProductCommand command) {
        return ProductDecider.decide(product, command, Offers.NONE);
    }

    private static Product listed() {
        return Product.evolve(Product.NONE, new ProductListed(LAMP, 1, ANA, DETAILS, T));
    }

    private static Product changedTo(ProductDetails details) {
        return Product.evolve(listed(), new ProductChanged(LAMP, 2, ANA, details, T));
    }

    private static Product in(ProductState state, Reservation reservation) {
        ProductEvent moved = new ProductStateChanged(LAMP, 2, ANA, state, reservation, T);
        return Product.evolve(listed(), moved);
    }
}
