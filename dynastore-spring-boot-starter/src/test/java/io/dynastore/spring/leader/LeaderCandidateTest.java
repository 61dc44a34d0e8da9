package io.dynastore.spring.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dynastore.lease.LeaderElection;
import io.dynastore.lease.LeaseEnd;
import io.dynastore.lease.LeaseView;
import io.dynastore.lease.Leases;
import io.dynastore.spring.autoconfigure.StarterContext;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

class LeaderCandidateTest {
    private final LoggedFailures failures = new LoggedFailures();
    private final ApplicationContextRunner runner = StarterContext.onTable(TestDynamoDb.uniqueTable())
            .withPropertyValues("dynastore.leases.poll-interval=20ms", "dynastore.leases.holder=me");

    @BeforeEach
    void listen() {
        failures.begin();
    }

    @AfterEach
    void stopListening() {
        failures.end();
    }

    /** What the election logs of its listeners' failures. */
    static final class LoggedFailures extends Handler {
        private final Logger logger = Logger.getLogger(LeaderElection.class.getName());
        private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();

        void begin() {
            logger.addHandler(this);
        }

        void end() {
            logger.removeHandler(this);
        }

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().equals(Level.SEVERE)) {
                thrown.add(entry.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** The notifications about one candidate, in their order. */
    static class Told {
        private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

        @EventListener(condition = "#event.name == 'scheduler'")
        public void elected(LeaderElectedEvent event) throws Exception {
            events.add(event);
        }

        @EventListener(condition = "#event.name == 'scheduler'")
        public void revoked(LeadershipRevokedEvent event) {
            events.add(event);
        }

        <E> E next(Class<E> type) throws InterruptedException {
            Object event = events.poll(60, TimeUnit.SECONDS);
            assertThat(event).isInstanceOf(type);
            return type.cast(event);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Candidates {
        @Bean
        LeaderCandidate scheduler(Leases leases) {
            return new LeaderCandidate(leases, "scheduler");
        }

        @Bean
        LeaderCandidate mailer(Leases leases) {
            return new LeaderCandidate(
                    leases,
                    "mailer",
                    with -> with.duration(Duration.ofMinutes(1)).holder("the mailer"));
        }
    }

    @Test
    void aCandidateIsElectedAndSaysSo() {
        application(new Told()).run(context -> {
            LeaderElectedEvent event = context.getBean(Told.class).next(LeaderElectedEvent.class);
            LeaderCandidate candidate = context.getBean("scheduler", LeaderCandidate.class);
            assertThat(event.name()).isEqualTo("scheduler").isEqualTo(candidate.name());
            assertThat(event.leadership().isHeld()).isTrue();
            assertThat(candidate.isLeader()).isTrue();
            assertThat(candidate.leadership()).containsSame(event.leadership());
            assertThat(candidate.currentLeader()).map(LeaseView::holder).contains("me");
            assertThat(candidate).hasToString("LeaderCandidate[scheduler, leader]");
        });
    }

    @Test
    void anotherContextTakesOverWhenTheFirstCloses() {
        Told first = new Told();
        Told second = new Told();
        application(first).run(leader -> {
            long token = first.next(LeaderElectedEvent.class).leadership().token();
            application(second).run(follower -> {
                LeaderCandidate candidate = follower.getBean("scheduler", LeaderCandidate.class);
                assertThat(candidate.isLeader()).isFalse();
                assertThat(candidate.currentLeader()).map(LeaseView::token).contains(token);

                close(leader);
                assertThat(first.next(LeadershipRevokedEvent.class).end().reason())
                        .isEqualTo(LeaseEnd.Reason.RELEASED);
                assertThat(second.next(LeaderElectedEvent.class).leadership().token())
                        .isGreaterThan(token);
                assertThat(candidate.isLeader()).isTrue();
            });
        });
    }

    @Test
    void whoResignsIsTold() {
        Told told = new Told();
        application(told).run(context -> {
            long token = told.next(LeaderElectedEvent.class).leadership().token();
            context.getBean("scheduler", LeaderCandidate.class).resign();
            assertThat(told.next(LeadershipRevokedEvent.class).name()).isEqualTo("scheduler");
            assertThat(told.next(LeaderElectedEvent.class).leadership().token()).isGreaterThan(token);
        });
    }

    @Test
    void aListenerThatThrowsResigns() {
        Told told = new Told() {
            private boolean thrown;

            @Override
            public void elected(LeaderElectedEvent event) throws Exception {
                super.elected(event);
                if (!thrown) {
                    thrown = true;
                    throw new IOException("cannot lead");
                }
            }
        };
        application(told).run(context -> {
            told.next(LeaderElectedEvent.class);
            assertThat(told.next(LeadershipRevokedEvent.class).end().reason()).isEqualTo(LeaseEnd.Reason.RELEASED);
            assertThat(failures.thrown)
                    .singleElement()
                    .satisfies(failure -> assertThat(failure).hasRootCauseMessage("cannot lead"));
            told.next(LeaderElectedEvent.class);
        });
    }

    @Test
    void aListenerThatStaysIsInterruptedWhichIsNoFailure() {
        Told told = new Told() {
            @Override
            public void elected(LeaderElectedEvent event) throws Exception {
                super.elected(event);
                new CountDownLatch(1).await();
            }
        };
        application(told).run(context -> {
            told.next(LeaderElectedEvent.class);
            context.getBean("scheduler", LeaderCandidate.class).resign();
            told.next(LeadershipRevokedEvent.class);
            told.next(LeaderElectedEvent.class);
        });
        assertThat(failures.thrown).isEmpty();
    }

    /** Begins and ends with the web server. */
    static final class WebServer implements SmartLifecycle {
        private final ApplicationContext context;
        private final List<Boolean> candidateRuns = new ArrayList<>();

        WebServer(ApplicationContext context) {
            this.context = context;
        }

        @Override
        public void start() {
            look();
        }

        @Override
        public void stop() {
            look();
        }

        private void look() {
            candidateRuns.add(
                    context.getBean("scheduler", LeaderCandidate.class).isRunning());
        }

        @Override
        public boolean isRunning() {
            return !candidateRuns.isEmpty();
        }

        @Override
        public int getPhase() {
            return DEFAULT_PHASE - 1024;
        }
    }

    @Test
    void theCandidateStandsLastAndWithdrawsFirst() {
        application(new Told()).withUserConfiguration(WebServer.class).run(context -> {
            assertThat(context.getBean("scheduler", LeaderCandidate.class).isRunning())
                    .isTrue();
            WebServer server = context.getBean(WebServer.class);
            close(context);
            assertThat(server.candidateRuns).containsExactly(false, false);
        });
    }

    @Test
    void aContextThatIsStoppedDoesNotLeadUntilItIsStartedAgain() {
        Told told = new Told();
        application(told).run(context -> {
            told.next(LeaderElectedEvent.class);
            ConfigurableApplicationContext application =
                    context.getSourceApplicationContext(ConfigurableApplicationContext.class);
            application.stop();
            told.next(LeadershipRevokedEvent.class);
            LeaderCandidate candidate = context.getBean("scheduler", LeaderCandidate.class);
            assertThat(candidate.isLeader()).isFalse();
            assertThat(candidate.currentLeader()).isEmpty();
            application.start();
            told.next(LeaderElectedEvent.class);
            assertThat(candidate.isLeader()).isTrue();
        });
    }

    @Test
    void theOptionsAreThoseOfTheLease() {
        Told told = new Told() {
            @Override
            @EventListener(condition = "#event.name == 'mailer'")
            public void elected(LeaderElectedEvent event) throws Exception {
                super.elected(event);
            }
        };
        application(told).run(context -> {
            assertThat(told.next(LeaderElectedEvent.class).leadership().duration())
                    .isEqualTo(Duration.ofMinutes(1));
            assertThat(context.getBean("mailer", LeaderCandidate.class).currentLeader())
                    .map(LeaseView::holder)
                    .contains("the mailer");
        });
    }

    @Test
    void anImpossibleNameIsRefusedAtOnce() {
        runner.run(context -> assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeaderCandidate(context.getBean(Leases.class), "")));
    }

    @Test
    void withoutAnApplicationContextNobodyIsTold() {
        runner.run(context -> {
            LeaderCandidate candidate = new LeaderCandidate(context.getBean(Leases.class), "alone");
            candidate.stop();
            candidate.start();
            candidate.start();
            assertThat(candidate.isRunning()).isTrue();
            candidate.stop();
            assertThat(candidate.isRunning()).isFalse();
            assertThat(candidate.currentLeader()).isEmpty();
        });
    }

    private ApplicationContextRunner application(Told told) {
        return runner.withUserConfiguration(Candidates.class)
                .withInitializer(context -> context.getBeanFactory().registerSingleton("told", told));
    }

    private static void close(AssertableApplicationContext context) {
        context.getSourceApplicationContext(ConfigurableApplicationContext.class)
                .close();
    }
}
