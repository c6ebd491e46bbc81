package io.livemarket.rules.contact;

import java.util.Locale;

/** The sense of a word or phrase of the lexicon for the detectors; a word may have several senses. */
enum Sense {
    MESSENGER,
    SOCIAL,
    VAGUE,
    PHONE,
    NUMERO,
    MAIL,
    PROVIDER,
    REACH,
    CALL,
    ASK,
    OFFER,
    MINE,
    YOURS,
    VIA,
    REFUSE,
    NEUTRAL,
    PAY,
    P2P,
    MAYBEP2P,
    TRANSFER,
    OUTSIDE,
    DEAL,
    CANCEL,
    CASH,
    FEE,
    AVOID,
    DIRECT,
    ACCOUNT,
    GIFT,
    CODE,
    CRYPTO,
    WALLET,
    INAPP,
    GOODS,
    NAMING,
    UNIT,
    PRICE,
    NUMERAL,
    LINKING,
    PLACE,
    VISIT,
    FRIENDS,
    MONEY,
    SEND,
    SIZES,
    USER,
    BIO,
    ME,
    TIMES,
    BETTER,
    STARTS,
    COPULA,
    HAVE,
    GROUP,
    CONTACTS,
    OFFAPP,
    PAYME,
    THINGS,
    /**
     * This sense and the following ones come from the tokens' forms: a name with signs or digits in it, a number, any
     * other word, an @ before such a name or before a word, a question mark.
     */
    HANDLE,
    NUMBER,
    WORD,
    TAG,
    AT,
    QUESTION;

    long bit() {
        return 1L << ordinal();
    }

    static Sense named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
