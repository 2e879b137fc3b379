package dev.meerkat.spec.operation;

import static dev.meerkat.spec.operation.Operation.read;
import static dev.meerkat.spec.operation.Operation.write;

import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSFindIterable;
import com.mongodb.client.gridfs.model.GridFSDownloadOptions;
import com.mongodb.client.gridfs.model.GridFSUploadOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.BsonBinary;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.Document;

/** Operations on a GridFS bucket. */
final class BucketOperations {

    static final Map<String, Operation<GridFSBucket>> TABLE = Map.of(
            "upload",
            write((b, a, s) -> upload(b, a)),
            "uploadWithId",
            write((b, a, s) -> uploadWithId(b, a)),
            "download",
            read((b, a, s) -> download(b, a)),
            "downloadByName",
            read((b, a, s) -> downloadByName(b, a)),
            "find",
            read((b, a, s) -> find(b, a)),
            "delete",
            write((b, a, s) -> {
                b.delete(a.required("id"));
                return Answer.NONE;
            }),
            "rename",
            write((b, a, s) -> {
                b.rename(a.required("id"), a.text("newFilename"));
                return Answer.NONE;
            }),
            "drop",
            write((b, a, s) -> {
                b.drop();
                return Answer.NONE;
            }));

    private BucketOperations() {}

    private static ByteArrayInputStream source(Arguments a) {
        return new ByteArrayInputStream(HexFormat.of()
                .parseHex(a.document("source").getString("$$hexBytes").getValue()));
    }

    private static GridFSUploadOptions options(Arguments a) {
        GridFSUploadOptions options = new GridFSUploadOptions();
        a.ifInt("chunkSizeBytes", options::chunkSizeBytes);
        Document metadata = new Document();
        a.ifDocument("metadata", metadata::putAll);
        a.ifText("contentType", type -> metadata.append("contentType", type));
        a.ignore("disableMD5"); // the driver sums nothing up
        return metadata.isEmpty() ? options : options.metadata(metadata);
    }

    private static Answer upload(GridFSBucket bucket, Arguments a) {
        return Answer.of(new BsonObjectId(bucket.uploadFromStream(a.text("filename"), source(a), options(a))));
    }

    private static Answer uploadWithId(GridFSBucket bucket, Arguments a) {
        bucket.uploadFromStream(a.required("id"), a.text("filename"), source(a), options(a));
        return Answer.NONE;
    }

    private static Answer download(GridFSBucket bucket, Arguments a) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bucket.downloadToStream(a.required("id"), bytes);
        return Answer.of(new BsonBinary(bytes.toByteArray()));
    }

    private static Answer downloadByName(GridFSBucket bucket, Arguments a) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        GridFSDownloadOptions options = new GridFSDownloadOptions();
        a.ifInt("revision", options::revision);
        bucket.downloadToStream(a.text("filename"), bytes, options);
        return Answer.of(new BsonBinary(bytes.toByteArray()));
    }

    private static Answer find(GridFSBucket bucket, Arguments a) {
        GridFSFindIterable find = bucket.find(a.documentOrEmpty("filter"));
        a.ifInt("batchSize", find::batchSize);
        a.ifInt("limit", find::limit);
        a.ifInt("skip", find::skip);
        a.ifDocument("sort", find::sort);
        a.ifLong("maxTimeMS", time -> find.maxTime(time, TimeUnit.MILLISECONDS));
        List<BsonDocument> files = new ArrayList<>();
        find.forEach(file -> files.add(new BsonDocument("_id", file.getId())
                .append("length", new BsonInt64(file.getLength()))
                .append("chunkSize", new BsonInt32(file.getChunkSize()))
                .append("filename", new BsonString(file.getFilename()))
                .append("uploadDate", new BsonDateTime(file.getUploadDate().getTime()))));
        return Answer.documents(files);
    }
}
