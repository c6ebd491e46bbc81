package io.livemarket.auth.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The links of mails about one account.
 *
 * @param open the links that can be used, at most {@link MailRequest.Limits#open} of each kind
 * @param used the last link that set a password, by which a repeated request is recognized; absent before the first
 */
public record MailedLinks(
        UUID userId, List<Link> open, @Nullable Link used) {

    public MailedLinks {
        open = List.copyOf(open);
    }

    /**
     * One link.
     *
     * @param hash SHA-256 of the secret of the link's token
     * @param email the address to which the link was sent; the link is valid while the account has this address
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

    /** The open link with a kind and a hash, unless it has expired at {@code at}. */
    Optional<Link> find(MailKind kind, String hash, Instant at) {
        return open.stream().filter(link -> link.isOf(kind, hash, at)).findFirst();
    }

    /**
     * Whether the link with this hash set the password before, and a repeated request still gets the first response.
     */
    boolean wasUsed(String hash, Instant at) {
        return used != null && used.isOf(MailKind.PASSWORD_RESET, hash, at);
    }

    /** These links and one more; of its kind the newest {@code most} stay. */
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

    /** These links after one of them set the password: no open link sets it any more. */
    MailedLinks usedUp(Link link) {
        return new MailedLinks(userId, withoutResets(), link);
    }

    /** These links after the password was changed without a link: no open link sets it any more. */
    public MailedLinks withoutResetLinks() {
        return new MailedLinks(userId, withoutResets(), used);
    }

    private List<Link> withoutResets() {
        return open.stream()
                .filter(link -> link.kind() != MailKind.PASSWORD_RESET)
                .toList();
    }

    /** The links that have not expired at {@code now}. */
    public MailedLinks at(Instant now) {
        List<Link> left =
                open.stream().filter(link -> now.isBefore(link.expiresAt())).toList();
        return new MailedLinks(userId, left, used != null && now.isBefore(used.expiresAt()) ? used : null);
    }

    /** Whether there is no link to store. */
    public boolean isEmpty() {
        return open.isEmpty() && used == null;
    }

    @Override
    public String toString() {
        return "MailedLinks[of " + userId + "]";
    }
}
