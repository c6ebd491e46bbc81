package io.livemarket.file.web;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.files.FileCommand.DeleteFile;
import io.livemarket.events.files.FileResult.CommandAccepted;
import io.livemarket.file.kafka.FileCommands;
import io.livemarket.file.upload.Uploads;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of files: upload, metadata with the signed addresses of the content, deletion. */
@RestController
@RequestMapping("/files")
class FileController {

    /** The most files of one request. */
    static final int MOST_IDS = 100;

    private final Uploads uploads;
    private final FileCommands commands;
    private final FileAccess access;
    private final SignedUrls urls;
    private final Clock clock;

    FileController(Uploads uploads, FileCommands commands, FileAccess access, SignedUrls urls, Clock clock) {
        this.uploads = uploads;
        this.commands = commands;
        this.access = access;
        this.urls = urls;
        this.clock = clock;
    }

    /** @param items the files that the caller may read, in the order of the request */
    record FileList(List<FileBody> items) {}

    @PostMapping
    ResponseEntity<FileBody> upload(HttpServletRequest request, @AuthenticationPrincipal Jwt caller) {
        UUID owner = Callers.id(caller);
        UUID fileId = uploads.receive(owner, request);
        access.awaitVersion(fileId, 1);
        FileBody body = FileBody.of(access.require(fileId, owner), owner, urls);
        return ResponseEntity.created(URI.create("/files/" + fileId)).body(body);
    }

    /** The metadata of several files, for a page that shows a chat's images. */
    @GetMapping
    FileList batch(@RequestParam @Size(min = 1, max = MOST_IDS) List<String> ids, @AuthenticationPrincipal Jwt caller) {
        UUID reader = Callers.id(caller);
        List<UUID> fileIds = ids.stream()
                .map(id -> Ids.parse(id).orElseThrow(() -> new ApiException(ErrorCode.INVALID_ID)))
                .toList();
        return new FileList(access.readable(fileIds, reader).stream()
                .map(file -> FileBody.of(file, reader, urls))
                .toList());
    }

    @GetMapping("/{fileId}")
    FileBody metadata(@PathVariable UUID fileId, @AuthenticationPrincipal Jwt caller) {
        UUID reader = Callers.id(caller);
        return FileBody.of(access.require(fileId, reader), reader, urls);
    }

    /**
     * Deletes a file of the caller. Other readers of the file are answered {@code not_the_owner}, users without access
     * {@code file_not_found}. The command to delete is published after the commands of every message and profile that
     * was committed before the call, so that a file that one of them carries is not deleted.
     */
    @DeleteMapping("/{fileId}")
    ResponseEntity<Void> delete(@PathVariable UUID fileId, @AuthenticationPrincipal Jwt caller) {
        UUID actor = Callers.id(caller);
        access.require(fileId, actor);
        access.awaitAttachments(actor);
        CommandAccepted deleted =
                commands.decide(new DeleteFile(fileId, actor, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        access.awaitVersion(fileId, deleted.version());
        return ResponseEntity.noContent().build();
    }
}
