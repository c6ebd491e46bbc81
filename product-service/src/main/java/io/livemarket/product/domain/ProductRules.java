package io.livemarket.product.domain;

import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductDetails;
import io.livemarket.events.text.Texts;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for the details of a product. */
public final class ProductRules {

    /** The most code points of a name. */
    public static final int MAX_NAME = 200;

    /** The most characters of an address. */
    public static final int MAX_URL = 500;

    private ProductRules() {}

    /**
     * The names of the fields that break a rule, as clients send them; empty for valid details. A decoded record may
     * lack any component.
     */
    public static List<String> invalidFields(ProductDetails details) {
        List<String> invalid = new ArrayList<>();
        if (!isName(details.name())) {
            invalid.add("name");
        }
        if (!isPrice(details.price())) {
            invalid.add("price");
        }
        if (!isAddress(details.url())) {
            invalid.add("url");
        }
        if (!isAddress(details.imageUrl())) {
            invalid.add("imageUrl");
        }
        return invalid;
    }

    /** Whether a name has 1 to {@value #MAX_NAME} code points in one line, and cannot change the text around it. */
    private static boolean isName(@Nullable String name) {
        return name != null
                && Texts.isSound(name)
                && Texts.isVisible(name)
                && !Texts.turnsDirection(name)
                && name.equals(name.strip())
                && name.codePointCount(0, name.length()) <= MAX_NAME
                && name.codePoints().noneMatch(ProductRules::endsLine);
    }

    private static boolean endsLine(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static boolean isPrice(@Nullable Money price) {
        return price != null && price.wellFormed() && price.moreThanZero();
    }

    /** Whether an address is absent, or an https address without credentials. */
    private static boolean isAddress(@Nullable String url) {
        if (url == null) {
            return true;
        }
        if (url.length() > MAX_URL) {
            return false;
        }
        try {
            URI uri = new URI(url);
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
