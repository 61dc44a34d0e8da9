package io.dynastore.sample;

import io.dynastore.lease.Leases;
import io.dynastore.spring.leader.LeaderCandidate;
import io.dynastore.spring.leader.LeaderElectedEvent;
import io.dynastore.spring.leader.LeadershipRevokedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** Elects a leader among the instances. In this sample, the leader only logs that it is the leader. */
@Configuration(proxyBeanMethods = false)
class Leadership {
    private static final Logger log = LoggerFactory.getLogger(Leadership.class);

    @Bean
    LeaderCandidate leader(Leases leases) {
        return new LeaderCandidate(leases, "leader");
    }

    @EventListener
    void elected(LeaderElectedEvent event) {
        log.info("This instance is the leader (token {})", event.leadership().token());
    }

    @EventListener
    void revoked(LeadershipRevokedEvent event) {
        log.info("This instance is no longer the leader: {}", event.end());
    }
}
