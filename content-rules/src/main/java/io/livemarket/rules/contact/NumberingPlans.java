package io.livemarket.rules.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;

/**
 * The numbering plans of some regions, from libphonenumber. Asked only for digits that may be a telephone number by
 * their shape.
 */
final class NumberingPlans {

    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
    private static final int SHORTEST = 7;
    private static final int LONGEST = 15;

    private final List<String> regions;

    /** What a number is in the plan that it fits best. */
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

    /** Whether digits with the country's code in front are a number anywhere. */
    boolean isInternational(String digits) {
        return digits.length() > SHORTEST && digits.length() <= LONGEST && parsed("+" + digits, null) != null;
    }

    /** How digits fit the national plans. */
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

    private static PhoneNumber parsed(String digits, String region) {
        try {
            PhoneNumber number = PLANS.parse(digits, region);
            boolean valid = region == null ? PLANS.isValidNumber(number) : PLANS.isValidNumberForRegion(number, region);
            return valid ? number : null;
        } catch (NumberParseException e) {
            return null; // Too long, too short, or of no country: no number.
        }
    }
}
