package io.dynastore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    @Test
    void withoutArgumentsPort8000OfTheLoopbackAddressAndMemoryAreUsed() {
        Arguments arguments = Arguments.parse();

        assertThat(arguments.listening()).hasToString("ListenOptions[127.0.0.1:8000]");
        assertThat(arguments.storage()).isEqualTo("memory");
        assertThat(arguments.fsync()).isFalse();
        assertThat(arguments.limitThroughput()).isFalse();
        assertThat(arguments.help()).isFalse();
    }

    @Test
    void allOptionsAreTaken() {
        Arguments arguments = Arguments.parse(
                "--port",
                "0",
                "--bind",
                "0.0.0.0",
                "--allowed-host",
                "a",
                "--allowed-host",
                "::1",
                "--file",
                "data.db",
                "--fsync",
                "--limit-throughput",
                "--help");

        assertThat(arguments.listening()).hasToString("ListenOptions[0.0.0.0:0, hosts [a, ::1]]");
        assertThat(arguments.file()).isEqualTo(Path.of("data.db"));
        assertThat(arguments.storage())
                .isEqualTo(Path.of("data.db").toAbsolutePath().toString());
        assertThat(arguments.fsync()).isTrue();
        assertThat(arguments.limitThroughput()).isTrue();
        assertThat(arguments.help()).isTrue();
    }

    @Test
    void theUsageNamesEveryOption() {
        assertThat(Arguments.USAGE)
                .contains("--port", "--bind", "--allowed-host", "--file", "--fsync", "--limit-throughput", "--help");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--colour            | Unknown argument \"--colour\": --help prints the options.",
                "8000                | Unknown argument \"8000\": --help prints the options.",
                "--port              | The option --port has no value: --help prints the options.",
                "--port eight        | Invalid port \"eight\": choose one between 1 and 65535, or 0 for a free one.",
                "--port 65536        | Invalid port 65536: choose one between 1 and 65535, or 0 for a free one.",
                "--port -1           | Invalid port -1: choose one between 1 and 65535, or 0 for a free one.",
                "--fsync             | The option --fsync is for data in a file: name it with --file.",
                "--allowed-host a:80 | Invalid host \"a:80\": write a name or an address without a port, such as"
                        + " \"dynamodb\" or \"192.0.2.7\"."
            })
    void whatIsWrongIsSaidInOneLine(String line, String message) {
        assertThatThrownBy(() -> Arguments.parse(line.split(" ", -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
