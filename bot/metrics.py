"""What GET /metrics tells (Prometheus). Counts only: no names, no addresses, no texts."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """The counters of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._handled = Counter("handled", "Messages handled", ["channel"], registry=self._registry)
        self._repeated = Counter("repeated", "Messages delivered again", ["channel"], registry=self._registry)
        self._sent = Counter("posts", "Messages sent, by outcome", ["channel", "outcome"], registry=self._registry)
        self._batch = Histogram(
            "batch_size", "Messages in a transaction", buckets=(1, 4, 16, 64, 256), registry=self._registry
        )
        self._open = Gauge("outbox_open", "Messages not sent yet, by state", ["state"], registry=self._registry)
        self._failed = Gauge("inbox_failed", "Messages that wait for a fix and `replay`", registry=self._registry)

    def batch(self, channels: list[str], fresh: list[bool]) -> None:
        """Count one transaction."""
        self._batch.observe(len(channels))
        for channel, new in zip(channels, fresh, strict=True):
            (self._handled if new else self._repeated).labels(channel).inc()

    def sent(self, channel: str, outcome: str) -> None:
        """Count one call to a platform."""
        self._sent.labels(channel, outcome).inc()

    def waiting(self, by_state: dict[str, int], failed: int) -> None:
        """Keep how much is still to be done."""
        for state in ("queued", "sending", "unknown", "dead"):
            self._open.labels(state).set(by_state.get(state, 0))
        self._failed.set(failed)

    def text(self) -> bytes:
        """Return everything in the exposition format."""
        return generate_latest(self._registry)
