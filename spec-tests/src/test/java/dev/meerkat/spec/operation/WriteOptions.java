package dev.meerkat.spec.operation;

import com.mongodb.client.model.DeleteOptions;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;

/** The options of writes to a collection. */
final class WriteOptions {

    private WriteOptions() {}

    static UpdateOptions update(Arguments a) {
        UpdateOptions options = new UpdateOptions();
        a.ifBoolean("upsert", options::upsert);
        a.ifBoolean("bypassDocumentValidation", options::bypassDocumentValidation);
        a.ifDocuments("arrayFilters", options::arrayFilters);
        a.ifValue("comment", options::comment);
        a.ifDocument("let", options::let);
        a.ifDocument("sort", options::sort);
        a.collation(options::collation);
        a.hint(options::hint, options::hintString);
        a.rawData();
        return options;
    }

    static ReplaceOptions replace(Arguments a) {
        ReplaceOptions options = new ReplaceOptions();
        a.ifBoolean("upsert", options::upsert);
        a.ifBoolean("bypassDocumentValidation", options::bypassDocumentValidation);
        a.ifValue("comment", options::comment);
        a.ifDocument("let", options::let);
        a.ifDocument("sort", options::sort);
        a.collation(options::collation);
        a.hint(options::hint, options::hintString);
        a.rawData();
        return options;
    }

    static DeleteOptions delete(Arguments a) {
        DeleteOptions options = new DeleteOptions();
        a.ifValue("comment", options::comment);
        a.ifDocument("let", options::let);
        a.collation(options::collation);
        a.hint(options::hint, options::hintString);
        a.rawData();
        return options;
    }

    static FindOneAndDeleteOptions findOneAndDelete(Arguments a) {
        FindOneAndDeleteOptions options = new FindOneAndDeleteOptions();
        a.ifDocument("sort", options::sort);
        a.ifDocument("projection", options::projection);
        a.ifLong("maxTimeMS", time -> options.maxTime(time, TimeUnit.MILLISECONDS));
        a.ifValue("comment", options::comment);
        a.ifDocument("let", options::let);
        a.collation(options::collation);
        a.hint(options::hint, options::hintString);
        a.rawData();
        return options;
    }

    static FindOneAndReplaceOptions findOneAndReplace(Arguments a) {
        FindOneAndReplaceOptions options = new FindOneAndReplaceOptions();
        a.ifBoolean("upsert", options::upsert);
        a.ifBoolean("bypassDocumentValidation", options::bypassDocumentValidation);
        a.ifText("returnDocument", name -> options.returnDocument(returned(name)));
        a.ifDocument("sort", options::sort);
        a.ifDocument("projection", options::projection);
        a.ifLong("maxTimeMS", time -> options.maxTime(time, TimeUnit.MILLISECONDS));
        a.ifValue("comment", options::comment);
        a.ifDocument("let", options::let);
        a.collation(options::collation);
        a.hint(options::hint, options::hintString);
        a.rawData();
        return options;
    }

    static FindOneAndUpdateOptions findOneAndUpdate(Arguments a) {
        FindOneAndUpdateOptions options = new FindOneAndUpdateOptions();
        a.ifBoolean("upsert", options::upsert);
        a.ifBoolean("bypassDocumentValidation", options::bypassDocumentValidation);
        a.ifText("returnDocument", name -> options.returnDocument(returned(name)));
        a.ifDocuments("arrayFilters", options::arrayFilters);
        a.ifDocument("sort", options::sort);
        a.ifDocument("projection", options::projection);
        a.ifLong("maxTimeMS", time -> options.maxTime(time, TimeUnit.MILLISECONDS));
        a.ifValue("comment", options::comment);
        a.ifDocument("let", options::let);
        a.collation(options::collation);
        a.hint(options::hint, options::hintString);
        a.rawData();
        return options;
    }

    private static ReturnDocument returned(String name) {
        return name.equals("After") ? ReturnDocument.AFTER : ReturnDocument.BEFORE;
    }

    /** A filter that has to be there. */
    static BsonDocument filter(Arguments a) {
        return a.document("filter");
    }
}
