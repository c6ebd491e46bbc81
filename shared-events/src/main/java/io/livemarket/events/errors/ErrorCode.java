package io.livemarket.events.errors;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every refusal that a client can receive, over REST or a socket: its code, its HTTP status, whether a later repeat of
 * the request may succeed, and its text in English and Spanish. {@code docs/protocol.md} has this table too; a test
 * compares the two.
 */
public enum ErrorCode {
    INVALID_REQUEST(400, false, "The request is not valid.", "La petición no es válida."),
    MALFORMED_JSON(400, false, "The body is not valid JSON.", "El cuerpo no es JSON válido."),
    INVALID_ID(400, false, "An id is not a valid UUID.", "Un identificador no es un UUID válido."),
    INVALID_CURSOR(400, false, "The cursor is not valid.", "El cursor no es válido."),
    UNKNOWN_EVENT(400, false, "There is no such event.", "No existe ese evento."),
    CONTENT_EMPTY(400, false, "A message needs content.", "El mensaje necesita contenido."),
    CONTENT_TOO_LONG(
            400, false, "A message has at most 8,000 characters.", "Un mensaje tiene como máximo 8.000 caracteres."),
    INVALID_MULTIPART(
            400,
            false,
            "The body is not a valid multipart form with one file.",
            "El cuerpo no es un formulario multipart válido con un archivo."),
    FILE_EMPTY(400, false, "The file is empty.", "El archivo está vacío."),
    FILE_CORRUPT(
            400,
            false,
            "The file is damaged, or is not what it begins as.",
            "El archivo está dañado o no es lo que aparenta."),
    IMAGE_TOO_LARGE(400, false, "The image has too many pixels.", "La imagen tiene demasiados píxeles."),
    FILE_INFECTED(400, false, "The file was found to be harmful.", "Se detectó que el archivo es dañino."),
    ATTACHMENT_REQUIRED(
            400, false, "A message of this type needs a file.", "Un mensaje de este tipo necesita un archivo."),
    ATTACHMENT_MISMATCH(
            400,
            false,
            "A message of type image carries images only.",
            "Un mensaje de tipo imagen solo lleva imágenes."),
    INVALID_PARTICIPANTS(
            400,
            false,
            "The participants do not make a chat of this type.",
            "Los participantes no forman un chat de este tipo."),
    GROUP_TOO_LARGE(
            400, false, "A group has at most 100 participants.", "Un grupo tiene como máximo 100 participantes."),
    WEAK_PASSWORD(400, false, "The password is too easy to guess.", "La contraseña es demasiado fácil de adivinar."),
    INVALID_EMAIL(400, false, "The e-mail address is not valid.", "La dirección de correo no es válida."),
    INVALID_USERNAME(400, false, "The user name is not valid.", "El nombre de usuario no es válido."),
    INVALID_PUSH_ENDPOINT(
            400, false, "Pushes cannot be sent to this address.", "No se pueden enviar avisos a esta dirección."),
    INVALID_PUSH_KEYS(
            400,
            false,
            "The keys of the push subscription are not valid.",
            "Las claves de la suscripción a avisos no son válidas."),
    BAD_CREDENTIALS(
            401,
            false,
            "The user name or the password is wrong.",
            "El nombre de usuario o la contraseña no son correctos."),
    TOKEN_MISSING(401, false, "A token is required.", "Se necesita un token."),
    TOKEN_INVALID(401, false, "The token is not valid.", "El token no es válido."),
    TOKEN_EXPIRED(401, false, "The token has expired.", "El token ha caducado."),
    REFRESH_TOKEN_INVALID(401, false, "The refresh token is not valid.", "El token de renovación no es válido."),
    REFRESH_TOKEN_REUSED(
            401,
            false,
            "The refresh token was already used; log in again.",
            "El token de renovación ya se usó; inicie sesión de nuevo."),
    EMAIL_NOT_VERIFIED(403, false, "Confirm your e-mail address first.", "Confirme primero su dirección de correo."),
    WRONG_PASSWORD(403, false, "The current password is wrong.", "La contraseña actual no es correcta."),
    FORBIDDEN(403, false, "That is not allowed.", "Eso no está permitido."),
    ACCOUNT_ELSEWHERE(
            403,
            false,
            "The marketplace has this account; sign in, or change it, there.",
            "La cuenta es del marketplace; inicie sesión o cámbiela allí."),
    ACCOUNT_SUSPENDED(403, false, "The account is suspended.", "La cuenta está suspendida."),
    ORIGIN_NOT_ALLOWED(
            403, false, "Requests from this origin are not allowed.", "No se permiten peticiones desde este origen."),
    NOT_A_PARTICIPANT(403, false, "You are not part of this chat.", "No participa en este chat."),
    NOT_THE_SENDER(
            403, false, "Only its sender may change a message.", "Solo quien lo envió puede cambiar un mensaje."),
    NOT_A_PRIVATE_CHAT(409, false, "This is for private chats only.", "Esto es solo para chats privados."),
    NOT_A_GROUP(409, false, "This is for groups only.", "Esto es solo para grupos."),
    NOT_AN_ADMIN(
            403, false, "Only an admin of the group may do this.", "Solo quien administra el grupo puede hacer esto."),
    NOT_THE_OWNER(403, false, "Only its owner may delete a file.", "Solo su propietario puede eliminar un archivo."),
    NOT_THE_SELLER(
            403, false, "Only its seller may change a product.", "Solo quien lo vende puede cambiar un producto."),
    NOT_YOUR_OFFER(
            403,
            false,
            "Only the other participant answers an offer, and only its maker withdraws it.",
            "Solo la otra persona responde a una oferta, y solo quien la hizo la retira."),
    URL_INVALID(403, false, "The address of the file is not valid.", "La dirección del archivo no es válida."),
    URL_EXPIRED(
            403,
            false,
            "The address of the file has expired; ask for a new one.",
            "La dirección del archivo ha caducado; pida otra."),
    BLOCKED(403, false, "You cannot write to this user.", "No puede escribir a este usuario."),
    YOU_BLOCKED(
            403,
            false,
            "You have blocked this user; unblock them to write.",
            "Ha bloqueado a este usuario; desbloquéelo para escribirle."),
    NOT_FOUND(404, false, "There is nothing here.", "Aquí no hay nada."),
    USER_NOT_FOUND(404, false, "There is no such user.", "No existe ese usuario."),
    REPORT_NOT_FOUND(404, false, "There is no such open report.", "No existe esa denuncia pendiente."),
    FLAG_NOT_FOUND(404, false, "There is no such open flag.", "No existe esa marca pendiente."),
    APPEAL_NOT_FOUND(404, false, "There is no such open appeal.", "No existe esa reclamación pendiente."),
    CHAT_NOT_FOUND(404, false, "There is no such chat.", "No existe ese chat."),
    MEMBER_NOT_FOUND(404, false, "This user is not in the group.", "Esta persona no está en el grupo."),
    MESSAGE_NOT_FOUND(404, false, "There is no such message.", "No existe ese mensaje."),
    FILE_NOT_FOUND(404, false, "There is no such file.", "No existe ese archivo."),
    PRODUCT_NOT_FOUND(404, false, "There is no such product.", "No existe ese producto."),
    OFFER_NOT_FOUND(404, false, "There is no such offer.", "No existe esa oferta."),
    WEBHOOK_NOT_FOUND(404, false, "There is no such webhook.", "No existe ese webhook."),
    DEAD_LETTER_NOT_FOUND(404, false, "There is no such dead letter.", "No existe ese registro apartado."),
    METHOD_NOT_ALLOWED(405, false, "This method is not supported here.", "Este método no se admite aquí."),
    USER_DELETED(
            410,
            false,
            "This user deleted the account; nothing more can be sent.",
            "Este usuario eliminó su cuenta; ya no se le puede escribir."),
    LINK_INVALID(
            410,
            false,
            "The link is not valid, or not any more; ask for another one.",
            "El enlace no es válido o ya no lo es; pida otro."),
    UPLOAD_STALLED(408, true, "The upload came too slowly.", "La subida llegó demasiado despacio."),
    USERNAME_TAKEN(409, false, "The user name is taken.", "El nombre de usuario ya está en uso."),
    EMAIL_TAKEN(409, false, "The e-mail address is in use.", "La dirección de correo ya está en uso."),
    ALREADY_READ(409, false, "The message was already read.", "El mensaje ya fue leído."),
    MESSAGE_DELETED(409, false, "The message was deleted.", "El mensaje fue eliminado."),
    MESSAGE_FIXED(
            409, false, "This message cannot be edited or deleted.", "Este mensaje no se puede editar ni eliminar."),
    ALREADY_A_MEMBER(409, false, "You are in the group already.", "Ya está en el grupo."),
    LAST_ADMIN(
            409,
            false,
            "A group needs an admin; name another one first.",
            "Un grupo necesita a alguien que lo administre; nombre antes a otra persona."),
    TOO_MANY_INVITATIONS(
            409,
            false,
            "A group has at most 50 open invitations.",
            "Un grupo tiene como máximo 50 invitaciones pendientes."),
    INVITATION_DECLINED(
            409,
            false,
            "This user declined an invitation to the group less than a week ago.",
            "Esta persona rechazó una invitación al grupo hace menos de una semana."),
    OFFER_OPEN(
            409,
            false,
            "An offer for this product is open in this chat.",
            "En este chat ya hay una oferta abierta por este producto."),
    OFFER_CLOSED(409, false, "The offer is closed.", "La oferta está cerrada."),
    OFFER_EXPIRED(409, false, "The offer has expired.", "La oferta ha caducado."),
    TOO_MANY_OFFERS(409, false, "A chat has at most 20 open offers.", "Un chat tiene como máximo 20 ofertas abiertas."),
    PRODUCT_NOT_AVAILABLE(409, false, "The product is not available.", "El producto no está disponible."),
    PRODUCT_OF_ANOTHER(
            409,
            false,
            "Neither of the two participants sells this product.",
            "Ninguna de las dos personas vende este producto."),
    CURRENCY_MISMATCH(409, false, "The product has another currency.", "El producto tiene otra moneda."),
    IDEMPOTENCY_CONFLICT(
            409,
            false,
            "This id was already used for another message.",
            "Este identificador ya se usó para otro mensaje."),
    FILE_QUOTA_EXCEEDED(
            409,
            false,
            "You have too many files; delete some first.",
            "Tiene demasiados archivos; elimine alguno antes."),
    FILE_IN_USE(
            409,
            false,
            "Messages carry this file, or your profile shows it; delete the messages or change the picture instead.",
            "Hay mensajes que llevan este archivo, o su perfil lo muestra; elimine los mensajes o cambie la foto."),
    PRODUCT_STATE_CONFLICT(
            409, false, "The state of the product does not allow that.", "El estado del producto no lo permite."),
    PRODUCT_QUOTA_EXCEEDED(
            409,
            false,
            "You have too many products on sale; withdraw some first.",
            "Tiene demasiados productos a la venta; retire alguno antes."),
    TOO_MANY_BLOCKS(409, false, "A user blocks at most 1,000 others.", "Un usuario bloquea como máximo a 1.000."),
    CONTENT_REJECTED(
            422, false, "The message breaks the rules on content.", "El mensaje incumple las normas de contenido."),
    RULE_OF_YOUR_OWN(
            403,
            false,
            "A rule that is so broad needs another moderator than its author.",
            "Una norma tan amplia necesita la aprobación de otra persona del equipo de moderación."),
    RULE_NOT_PENDING(409, false, "Nothing of this rule waits for approval.", "Nada de esta norma espera aprobación."),
    RULE_CHANGED(
            409,
            false,
            "The rule changed meanwhile; look at it again.",
            "La norma cambió entretanto; vuelva a revisarla."),
    NOTHING_TO_APPEAL(
            409,
            false,
            "There is no decision that you can appeal against.",
            "No hay ninguna decisión contra la que pueda reclamar."),
    APPEAL_MADE(
            409,
            false,
            "You already appealed against this decision.",
            "Ya presentó una reclamación contra esta decisión."),
    APPEAL_OF_YOUR_OWN(
            403,
            false,
            "Another moderator answers an appeal against your decision.",
            "Otra persona del equipo de moderación responde a una reclamación contra su decisión."),
    REPORT_TAKEN(
            409,
            false,
            "Another moderator looks after this report.",
            "Otra persona del equipo de moderación atiende esta denuncia."),
    TOO_MANY_SUBSCRIPTIONS(
            409,
            false,
            "Too many devices get pushes; remove one first.",
            "Demasiados dispositivos reciben avisos; elimine uno antes."),
    TOO_MANY_SERVICES(
            409,
            false,
            "There are at most 100 service accounts, with two secrets each.",
            "Hay como máximo 100 cuentas de servicio, con dos secretos cada una."),
    TOO_MANY_WEBHOOKS(
            409,
            false,
            "There are too many webhooks; delete one first.",
            "Hay demasiados webhooks; elimine uno antes."),
    DEAD_LETTER_HANDLED(
            409,
            false,
            "The dead letter was already handled in another way.",
            "El registro apartado ya se trató de otra manera."),
    NOT_REPLAYABLE(
            409, false, "This dead letter cannot be replayed.", "Este registro apartado no se puede reproducir."),
    PAYLOAD_TOO_LARGE(413, false, "The request is too large.", "La petición es demasiado grande."),
    UNSUPPORTED_MEDIA_TYPE(415, false, "This media type is not supported.", "Este tipo de contenido no se admite."),
    RANGE_NOT_SATISFIABLE(416, false, "The file does not reach that far.", "El archivo no llega hasta ahí."),
    RATE_LIMITED(429, true, "Too many requests; try again later.", "Demasiadas peticiones; inténtelo más tarde."),
    TOO_MANY_UPLOADS(429, true, "Too many uploads at the same time.", "Demasiadas subidas a la vez."),
    TOO_MANY_CONNECTIONS(429, true, "Too many connections.", "Demasiadas conexiones."),
    TOO_MANY_FIRST_CONTACTS(
            429,
            false,
            "A new account opens a limited number of chats an hour; try again later.",
            "Una cuenta nueva abre un número limitado de chats por hora; inténtelo más tarde."),
    INTERNAL(500, true, "Something went wrong on our side.", "Algo falló por nuestra parte."),
    MAIL_OFF(501, false, "This installation sends no mail.", "Esta instalación no envía correo."),
    UNAVAILABLE(
            503,
            true,
            "The service is not available right now; try again.",
            "El servicio no está disponible ahora; inténtelo de nuevo."),
    INSUFFICIENT_STORAGE(
            507,
            true,
            "There is no room for uploads right now; try again later.",
            "Ahora no hay espacio para subidas; inténtelo más tarde.");

    private static final Map<String, ErrorCode> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ErrorCode::code, Function.identity()));

    private final int status;
    private final boolean retryable;
    private final String message;
    private final String messageEs;

    ErrorCode(int status, boolean retryable, String message, String messageEs) {
        this.status = status;
        this.retryable = retryable;
        this.message = message;
        this.messageEs = messageEs;
    }

    /** The name on the wire, in snake case. */
    @JsonValue
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * The constant of a code in a record. A code of a later version is a refusal that no repeat changes: it is read as
     * {@link #INVALID_REQUEST}, so that the sender of the command is answered while two versions run side by side.
     */
    @JsonCreator
    public static ErrorCode read(String code) {
        return find(code).orElse(INVALID_REQUEST);
    }

    /** The constant of a code; empty for a code of a later version. */
    public static Optional<ErrorCode> find(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /**
     * The constant of a code.
     *
     * @throws IllegalArgumentException when there is no such code
     */
    public static ErrorCode of(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("Unknown error code: " + code));
    }

    /** The HTTP status of the refusal, 400–599. */
    public int status() {
        return status;
    }

    /** Whether a later repeat of the request may succeed. */
    public boolean retryable() {
        return retryable;
    }

    /** The text for users, in English. */
    public String message() {
        return message;
    }

    /** The text for users, in Spanish. */
    public String messageEs() {
        return messageEs;
    }
}
