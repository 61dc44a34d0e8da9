package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What is published is in the BOM, with its version, and nothing else is. */
class BomTest {
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    private final Document parent = read("");
    private final Document bom = read("dynastore-bom");

    @Test
    void everyPublishedModuleIsInTheBom() throws Exception {
        List<String> published = modules().stream()
                .filter(module -> !module.equals("dynastore-bom"))
                .filter(module -> !isKeptBack(module))
                .toList();
        assertThat(texts(bom, "//dependencyManagement//artifactId")).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void theReleaseLeavesOutWhatIsNotPublished() throws Exception {
        assertThat(texts(parent, "//excludeArtifact"))
                .containsExactlyInAnyOrderElementsOf(
                        modules().stream().filter(BomTest::isKeptBack).toList());
    }

    @Test
    void theBomHasTheVersionOfItsModules() throws Exception {
        assertThat(texts(bom, "/project/version")).isEqualTo(texts(parent, "/project/version"));
    }

    private List<String> modules() throws Exception {
        return texts(parent, "/project/modules/module");
    }

    private static boolean isKeptBack(String module) {
        try {
            return !texts(read(module), "/project/properties/maven.deploy.skip").isEmpty();
        } catch (Exception e) {
            throw new AssertionError(module, e);
        }
    }

    private static Document read(String module) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(Path.of("..", module, "pom.xml").toFile());
        } catch (Exception e) {
            throw new AssertionError(module, e);
        }
    }

    private static List<String> texts(Document document, String path) throws Exception {
        NodeList nodes = (NodeList) XPATH.evaluate(path, document, XPathConstants.NODESET);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent().strip())
                .toList();
    }
}
