package io.livemarket.rules.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbering plans of some regions, from libphonenumber. They are looked up only for digits whose shape may be that
 * of a telephone number.
 */
final class NumberingPlans {

    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
    private static final int SHORTEST = 7;
    private static final int LONGEST = 15;

    private final List<String> regions;

    /** The best fit of a number to a numbering plan. */
    enum Fit {
        NONE,
        POSSIBLE,
        MOBILE
    }

    NumberingPlans(List<String> regions) {
        regions.stream()
                .filter(region -> !PLANS.getSupportedRegions().contains(region))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException("There is no numbering plan of the region " + unknown);
                });
        this.regions = List.copyOf(regions);
    }

    /** Whether digits that begin with a country code are a valid number. */
    boolean isInternational(String digits) {
        return digits.length() > SHORTEST && digits.length() <= LONGEST && parsed("+" + digits, null) != null;
    }

    /** The best fit of digits to the national plans. */
    Fit national(String digits) {
        Fit best = Fit.NONE;
        if (digits.length() < SHORTEST + 1 || digits.length() > LONGEST - 2) {
            return best;
        }
        for (String region : regions) {
            PhoneNumber number = parsed(digits, region);
            if (number != null) {
                PhoneNumberType type = PLANS.getNumberType(number);
                if (type == PhoneNumberType.MOBILE) {
                    return Fit.MOBILE;
                }
                best = Fit.POSSIBLE;
            }
        }
        return best;
    }

    private static @Nullable PhoneNumber parsed(String digits, @Nullable String region) {
        try {
            PhoneNumber number = PLANS.parse(digits, region);
            boolean valid = region == null ? PLANS.isValidNumber(number) : PLANS.isValidNumberForRegion(number, region);
            return valid ? number : null;
        } catch (NumberParseException e) {
            return null; // The digits are too long, too short, or have no country.
        }
    }
}
