package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoGridFSException;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.gridfs.model.GridFSFile;
import com.mongodb.client.gridfs.model.GridFSUploadOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Random;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The driver's file store, over a wrapped database. */
class GridFsTest {

    private final OpenCache open = new OpenCache();
    private final GridFSBucket files = GridFSBuckets.create(open.proxies.wrap(open.client.getDatabase(open.database)));

    @AfterEach
    void close() {
        open.close();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private ObjectId upload(String name, byte[] content) {
        return files.uploadFromStream(
                name, new ByteArrayInputStream(content), new GridFSUploadOptions().chunkSizeBytes(1000));
    }

    private byte[] download(ObjectId id) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        files.downloadToStream(id, content);
        return content.toByteArray();
    }

    @Test
    void aFileIsWhatWasPutIntoIt() {
        byte[] content = bytes(10_500);
        ObjectId id = upload("a.bin", content);
        assertThat(download(id)).isEqualTo(content);
        open.commands.clear();
        assertThat(download(id)).isEqualTo(content);
        assertThat(open.commands.sent()).as("small files come from the cache").isEmpty();
    }

    @Test
    void aFileThatIsTooLargeToCacheIsStreamed() {
        byte[] content = bytes(300_000);
        ObjectId id = upload("large.bin", content);
        assertThat(download(id)).isEqualTo(content);
        assertThat(download(id)).isEqualTo(content);
    }

    @Test
    void aNewRevisionARenameAndADeletionAreSeenAtOnce() {
        ObjectId first = upload("a.txt", bytes(10));
        assertThat(byName("a.txt")).isEqualTo(bytes(10));
        ObjectId second = upload("a.txt", bytes(2500));
        assertThat(byName("a.txt")).isEqualTo(bytes(2500));
        files.rename(second, "b.txt");
        assertThat(byName("a.txt")).isEqualTo(bytes(10));
        assertThat(byName("b.txt")).isEqualTo(bytes(2500));
        assertThat(files.find().map(GridFSFile::getFilename).into(new ArrayList<>()))
                .containsExactlyInAnyOrder("a.txt", "b.txt");
        files.delete(first);
        assertThat(files.find().map(GridFSFile::getFilename).into(new ArrayList<>()))
                .containsExactly("b.txt");
        assertThatThrownBy(() -> byName("a.txt")).isInstanceOf(MongoGridFSException.class);
        assertThatThrownBy(() -> download(first)).isInstanceOf(MongoGridFSException.class);
        files.drop();
        assertThat(files.find()).isEmpty();
    }

    private byte[] byName(String name) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        files.downloadToStream(name, content);
        return content.toByteArray();
    }
}
