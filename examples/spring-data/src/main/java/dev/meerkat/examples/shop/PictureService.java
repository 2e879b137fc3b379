package dev.meerkat.examples.shop;

import com.mongodb.client.gridfs.model.GridFSFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.gridfs.GridFsTemplate;
import org.springframework.stereotype.Service;

/** Pictures of products, in GridFS. */
@Service
public class PictureService {

    private final GridFsTemplate files;

    PictureService(GridFsTemplate files) {
        this.files = files;
    }

    /** Keeps a product's picture. */
    public void keep(String product, byte[] picture) {
        files.delete(named(product));
        files.store(new ByteArrayInputStream(picture), product, "image/png");
    }

    /** A product's picture; empty where there is none. */
    public Optional<byte[]> find(String product) {
        GridFSFile file = files.findOne(named(product));
        if (file == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(files.getResource(file).getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Query named(String product) {
        return Query.query(Criteria.where("filename").is(product));
    }
}
