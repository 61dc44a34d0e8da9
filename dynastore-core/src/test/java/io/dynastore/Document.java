package io.dynastore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** A document of the repository, read as Markdown. */
public final class Document {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final Path file;
    private final List<String> targets = new ArrayList<>();
    private final List<String> anchors = new ArrayList<>();
    private final List<FencedCodeBlock> code = new ArrayList<>();

    private Document(Path file) {
        this.file = file;
        try {
            Parser.builder().build().parse(Files.readString(file)).accept(new Reader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A document, named from the repository's root. */
    public static Document of(String name) {
        return new Document(ROOT.resolve(name));
    }

    /** All documents that a user or contributor is meant to read. */
    static List<Document> all() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "dynastore-sample-app/README.md")
                                    .map(ROOT::resolve),
                            docs.filter(doc -> doc.toString().endsWith(".md")).sorted())
                    .map(Document::new)
                    .toList();
        }
    }

    Path file() {
        return file;
    }

    /** Where its links and images lead, as written. */
    List<String> targets() {
        return targets;
    }

    /** The anchors of its headings, as GitHub makes them. */
    List<String> anchors() {
        return anchors;
    }

    /** Its blocks of code in a language. */
    public List<String> code(String language) {
        return code.stream()
                .filter(block -> block.getInfo().equals(language))
                .map(block -> block.getLiteral().stripTrailing())
                .toList();
    }

    /** The only block of code in a language that begins so. */
    public String code(String language, String beginning) {
        List<String> found = code(language).stream()
                .filter(block -> block.startsWith(beginning))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(this + " has " + found.size() + " blocks of " + language + " that begin with '"
                    + beginning + "', not one.");
        }
        return found.get(0);
    }

    @Override
    public String toString() {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    private final class Reader extends AbstractVisitor {
        @Override
        public void visit(Link link) {
            targets.add(link.getDestination());
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            targets.add(image.getDestination());
        }

        @Override
        public void visit(FencedCodeBlock block) {
            code.add(block);
        }

        @Override
        public void visit(Heading heading) {
            String anchor = text(heading)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-');
            long before = anchors.stream()
                    .filter(other -> other.matches("\\Q" + anchor + "\\E(-\\d+)?"))
                    .count();
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
            visitChildren(heading);
        }
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }
        });
        return text.toString();
    }
}
