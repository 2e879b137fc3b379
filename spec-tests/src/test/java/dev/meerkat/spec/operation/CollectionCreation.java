package dev.meerkat.spec.operation;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ChangeStreamPreAndPostImagesOptions;
import com.mongodb.client.model.ClusteredIndexOptions;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.CreateViewOptions;
import com.mongodb.client.model.TimeSeriesGranularity;
import com.mongodb.client.model.TimeSeriesOptions;
import com.mongodb.client.model.ValidationAction;
import com.mongodb.client.model.ValidationLevel;
import com.mongodb.client.model.ValidationOptions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;

/** Makes collections and views. */
public final class CollectionCreation {

    private CollectionCreation() {}

    static Answer create(MongoDatabase database, Arguments a) {
        ClientSession session = a.session();
        String name = a.text("collection");
        if (a.has("viewOn")) {
            view(database, session, name, a);
            return Answer.NONE;
        }
        CreateCollectionOptions options = options(a);
        a.requireAllUsed();
        if (session == null) {
            database.createCollection(name, options);
        } else {
            database.createCollection(session, name, options);
        }
        return Answer.NONE;
    }

    private static void view(
            MongoDatabase database,
            @org.jspecify.annotations.Nullable ClientSession session,
            String name,
            Arguments a) {
        CreateViewOptions options = new CreateViewOptions();
        a.collation(options::collation);
        String on = a.text("viewOn");
        List<BsonDocument> pipeline = a.documents("pipeline");
        a.requireAllUsed();
        if (session == null) {
            database.createView(name, on, pipeline, options);
        } else {
            database.createView(session, name, on, pipeline, options);
        }
    }

    /** The options of a collection that is made. */
    public static CreateCollectionOptions options(Arguments a) {
        CreateCollectionOptions options = new CreateCollectionOptions();
        a.ifBoolean("capped", options::capped);
        a.ifLong("size", options::sizeInBytes);
        a.ifLong("max", options::maxDocuments);
        a.ifLong("expireAfterSeconds", seconds -> options.expireAfter(seconds, TimeUnit.SECONDS));
        a.ifDocument("timeseries", series -> options.timeSeriesOptions(timeSeries(a.within("timeseries", series))));
        a.ifDocument("clusteredIndex", index -> options.clusteredIndexOptions(clustered(index)));
        a.ifDocument(
                "changeStreamPreAndPostImages",
                images -> options.changeStreamPreAndPostImagesOptions(new ChangeStreamPreAndPostImagesOptions(
                        images.getBoolean("enabled").getValue())));
        a.ifDocument("encryptedFields", options::encryptedFields);
        ValidationOptions validation = new ValidationOptions();
        a.ifDocument("validator", validation::validator);
        a.ifText("validationLevel", level -> validation.validationLevel(ValidationLevel.fromString(level)));
        a.ifText("validationAction", action -> validation.validationAction(ValidationAction.fromString(action)));
        options.validationOptions(validation);
        a.collation(options::collation);
        return options;
    }

    private static TimeSeriesOptions timeSeries(Arguments a) {
        TimeSeriesOptions options = new TimeSeriesOptions(a.text("timeField"));
        a.ifText("metaField", options::metaField);
        a.ifText(
                "granularity",
                name -> options.granularity(TimeSeriesGranularity.valueOf(name.toUpperCase(Locale.ROOT))));
        a.ifLong("bucketMaxSpanSeconds", seconds -> options.bucketMaxSpan(seconds, TimeUnit.SECONDS));
        a.ifLong("bucketRoundingSeconds", seconds -> options.bucketRounding(seconds, TimeUnit.SECONDS));
        a.requireAllUsed();
        return options;
    }

    private static ClusteredIndexOptions clustered(BsonDocument index) {
        ClusteredIndexOptions options = new ClusteredIndexOptions(
                index.getDocument("key"),
                index.getBoolean("unique", BsonBoolean.FALSE).getValue());
        if (index.containsKey("name")) {
            options.name(index.getString("name").getValue());
        }
        return options;
    }
}
