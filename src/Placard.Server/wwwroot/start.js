const status = document.getElementById("status");
fetch("/health/ready")
  .then((answer) => answer.json())
  .then((health) => { status.textContent = health.status === "Unhealthy" ? "not ready" : "ready"; })
  .catch(() => { status.textContent = "does not answer"; });
