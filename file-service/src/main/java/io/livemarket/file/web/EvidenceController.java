package io.livemarket.file.web;

import io.livemarket.file.content.FileType;
import io.livemarket.file.projection.EvidenceDocuments.Evidence;
import io.livemarket.file.storage.ObjectStore;
import io.livemarket.kit.web.ReadsQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The bytes of files that are evidence, by the addresses with a secret that moderators get; no token is checked. */
@RestController
class EvidenceController {

    /** The cache control of evidence: a browser must not keep a copy, which would outlive the case. */
    private static final String CACHE = "private, no-store";

    private final EvidenceAccess access;
    private final ObjectStore store;

    EvidenceController(EvidenceAccess access, ObjectStore store) {
        this.access = access;
        this.store = store;
    }

    @GetMapping("/files/{fileId}/evidence")
    @ReadsQuery("grant")
    void evidence(@PathVariable UUID fileId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Evidence file = access.require(fileId, request.getParameter("grant"));
        UUID caseId = file.place().caseId();
        new FileAnswer(request, response, "\"e-" + caseId + '-' + fileId + '"', CACHE)
                .send(
                        new FileAnswer.Content(
                                file.name(),
                                FileType.shown(file.contentType(), file.name()),
                                FileType.isShownInline(file.contentType()),
                                file.size()),
                        (from, length) -> store.readCopy(caseId, fileId, from, length));
    }
}
