package io.livemarket.kit.web;

import io.livemarket.events.Ids;
import java.beans.PropertyEditorSupport;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/** Refuses ids in addresses that are not canonical: the JDK alone would accept {@code 1-1-1-1-1} as an id too. */
@ControllerAdvice
class StrictIds {

    /** Registers an editor, since after a converter's refusal Spring uses its own, lenient one. */
    @InitBinder
    void ids(WebDataBinder binder) {
        binder.registerCustomEditor(UUID.class, new PropertyEditorSupport() {
            @Override
            public void setAsText(@Nullable String text) {
                setValue(Ids.parse(text).orElseThrow(() -> new IllegalArgumentException("not a canonical UUID")));
            }
        });
    }
}
