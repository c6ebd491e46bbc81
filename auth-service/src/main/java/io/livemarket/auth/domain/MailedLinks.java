package io.livemarket.auth.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The links of mails about one account that may still be followed.
 *
 * @param open at most {@link MailRequest.Limits#open} of each kind
 * @param used the last link that set a password, so that a repeat of its request is recognized; null for none
 */
public record MailedLinks(UUID userId, List<Link> open, Link used) {

    public MailedLinks {
        open = List.copyOf(open);
    }

    /**
     * One link.
     *
     * @param hash SHA-256 of its token's secret
     * @param email the address that it was sent to; the link is good while it is the account's
     */
    public record Link(MailKind kind, String hash, String email, Instant expiresAt) {

        private boolean isOf(MailKind kind, String hash, Instant at) {
            return this.kind == kind && this.hash.equals(hash) && at.isBefore(expiresAt);
        }

        @Override
        public String toString() {
            return "Link[" + kind + "]";
        }
    }

    /** The links of an account without any. */
    public static MailedLinks none(UUID userId) {
        return new MailedLinks(userId, List.of(), null);
    }

    /** The open link of that kind and hash. */
    Optional<Link> find(MailKind kind, String hash, Instant at) {
        return open.stream().filter(link -> link.isOf(kind, hash, at)).findFirst();
    }

    /** Whether that link set the password before, and its repeat is still answered. */
    boolean wasUsed(String hash, Instant at) {
        return used != null && used.isOf(MailKind.PASSWORD_RESET, hash, at);
    }

    /** With a further link; of its kind the newest stay. */
    MailedLinks with(Link link, int most) {
        List<Link> kept = new ArrayList<>(open);
        kept.add(link);
        while (kept.stream().filter(each -> each.kind() == link.kind()).count() > most) {
            kept.remove(kept.stream()
                    .filter(each -> each.kind() == link.kind())
                    .findFirst()
                    .orElseThrow());
        }
        return new MailedLinks(userId, kept, used);
    }

    /** After a link set the password: no link does any more. */
    MailedLinks usedUp(Link link) {
        return new MailedLinks(userId, withoutResets(), link);
    }

    /** After the password was changed in another way: no link sets it any more. */
    public MailedLinks withoutResetLinks() {
        return new MailedLinks(userId, withoutResets(), used);
    }

    private List<Link> withoutResets() {
        return open.stream()
                .filter(link -> link.kind() != MailKind.PASSWORD_RESET)
                .toList();
    }

    /** Those that have not ended by then. */
    public MailedLinks at(Instant now) {
        List<Link> left =
                open.stream().filter(link -> now.isBefore(link.expiresAt())).toList();
        return new MailedLinks(userId, left, used != null && now.isBefore(used.expiresAt()) ? used : null);
    }

    /** Whether nothing need be kept of it. */
    public boolean isEmpty() {
        return open.isEmpty() && used == null;
    }

    @Override
    public String toString() {
        return "MailedLinks[of " + userId + "]";
    }
}
