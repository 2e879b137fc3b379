import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * Adds up the reports of a test run in the folders {@code <module>/target/surefire-reports} below the folder given, of modules
 * within modules too:
 * the tests that were skipped, each with its reason, those that failed, and one line of totals.
 *
 * <p>The exit status is 0 if at least one test passed and none failed.
 */
final class TestTotals {
    private static final int WIDTH = 600;

    private int passed;
    private int failed;
    private int skipped;
    /** Names of the skipped tests by class and reason. */
    private final Map<String, List<String>> skips = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    public static void main(String[] args) throws Exception {
        var totals = new TestTotals();
        for (Path report : reports(Path.of(args[0]))) {
            totals.add(report);
        }
        totals.print();
        System.exit(totals.passed > 0 && totals.failed == 0 ? 0 : 1);
    }

    private static List<Path> reports(Path root) throws IOException {
        var reports = new ArrayList<Path>();
        for (Path module : folders(root)) {
            addReports(module, reports);
            for (Path within : folders(module)) {
                addReports(within, reports);
            }
        }
        reports.sort(null);
        return reports;
    }

    private static List<Path> folders(Path in) throws IOException {
        var folders = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(in, Files::isDirectory)) {
            found.forEach(folders::add);
        }
        return folders;
    }

    private static void addReports(Path module, List<Path> reports) throws IOException {
        Path folder = module.resolve("target/surefire-reports");
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
                files.forEach(reports::add);
            }
        }
    }

    private void add(Path report) throws Exception {
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
        var cases = document.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            add((Element) cases.item(i));
        }
    }

    private void add(Element test) {
        String type = test.getAttribute("classname").replaceFirst("^.*\\.", "");
        String name = test.getAttribute("name").isEmpty() ? type : type + "." + test.getAttribute("name");
        Element skip = child(test, "skipped");
        Element failure = child(test, "failure") != null ? child(test, "failure") : child(test, "error");
        if (failure != null) {
            failed++;
            failures.add(name + ": " + message(failure));
        } else if (skip != null) {
            skipped++;
            skips.computeIfAbsent(type + ": " + message(skip), unused -> new ArrayList<>())
                    .add(name + ": " + message(skip));
        } else {
            passed++;
        }
    }

    private static Element child(Element parent, String name) {
        return (Element) parent.getElementsByTagName(name).item(0);
    }

    /** The message of a failure or a reason to skip, on one line. */
    private static String message(Element outcome) {
        String message = outcome.getAttribute("message");
        String text = (message.isBlank() ? outcome.getTextContent().replaceAll("(?m)^\\s+at .*$", "") : message)
                .replace("org.opentest4j.TestAbortedException: ", "")
                .strip()
                .replaceAll("\\s+", " ");
        return text.isEmpty() ? "no reason given" : text.length() <= WIDTH ? text : text.substring(0, WIDTH) + " …";
    }

    private void print() {
        skips.forEach((what, tests) -> System.out.println(
                "skipped " + (tests.size() > 1 ? tests.size() + " in " + what : tests.get(0))));
        failures.forEach(what -> System.out.println("failed " + what));
        System.out.printf("%d passed, %d failed, %d skipped%n", passed, failed, skipped);
    }
}
