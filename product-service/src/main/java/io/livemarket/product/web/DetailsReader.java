package io.livemarket.product.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductDetails;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.ApiException.FieldProblem;
import io.livemarket.product.domain.ProductRules;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the details of a product from the body of a request. */
final class DetailsReader {

    /** The amount of a price that is missing or wrong, which breaks the rule for prices. */
    private static final String NO_AMOUNT = "";

    private final String defaultCurrency;

    /** @param defaultCurrency the currency of a price without one */
    DetailsReader(String defaultCurrency) {
        this.defaultCurrency = defaultCurrency;
    }

    /**
     * The details in a body.
     *
     * @throws ApiException {@code invalid_request} with all fields that break a rule
     */
    ProductDetails read(Requests.Details body) {
        ProductDetails details = new ProductDetails(
                body.name() == null ? "" : body.name().strip(), price(body), body.url(), body.imageUrl());
        List<String> invalid = ProductRules.invalidFields(details);
        if (!invalid.isEmpty()) {
            throw new ApiException(
                    ErrorCode.INVALID_REQUEST,
                    null,
                    invalid.stream()
                            .map(field -> FieldProblem.of(field, ErrorCode.INVALID_REQUEST))
                            .toList());
        }
        return details;
    }

    private Money price(Requests.Details body) {
        String currency = Objects.requireNonNullElse(body.currency(), defaultCurrency);
        Money ofNumber =
                body.price() == null ? null : Money.of(body.price(), currency).orElse(new Money(NO_AMOUNT, currency));
        Money ofText = body.priceAmount() == null ? null : new Money(body.priceAmount(), currency);
        return agreed(ofNumber, ofText, new Money(NO_AMOUNT, currency));
    }

    private static Money agreed(@Nullable Money one, @Nullable Money other, Money none) {
        if (one == null || other == null) {
            return one != null ? one : Objects.requireNonNullElse(other, none);
        }
        return one.equals(other) ? one : none;
    }
}
