package io.livemarket.ledger.verify;

import io.livemarket.ledger.model.DeviceTimes;
import io.livemarket.ledger.model.TimedSend;
import io.livemarket.ledger.model.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The time that each device of another participant took to show each message. A wait during which the user had the
 * device switched off is left out; a wait during which the device lost its connection counts, however long it is.
 *
 * @param waits one for each message and device
 * @param untimed pairs of message and device without a time, since the device first showed an edited or deleted version
 */
public record ShownWaits(List<Wait> waits, int untimed) {

    /** The waits of all acknowledged messages; pure. */
    public static ShownWaits of(List<TimedSend> sends, Map<UUID, Set<UUID>> chats, List<DeviceTimes> devices) {
        List<Wait> waits = new ArrayList<>();
        int untimed = 0;
        for (TimedSend send : sends) {
            for (DeviceTimes device : devices) {
                if (device.userId().equals(send.senderId())
                        || !chats.getOrDefault(send.chatId(), Set.of()).contains(device.userId())) {
                    continue;
                }
                Long shown = device.shown().get(send.content());
                if (shown == null) {
                    untimed++;
                } else if (!device.wasOff(send.fromNanos(), shown)) {
                    waits.add(new Wait(Wait.What.SHOWN, send.fromNanos(), Math.max(shown, send.fromNanos())));
                }
            }
        }
        return new ShownWaits(List.copyOf(waits), untimed);
    }
}
