-- Sends the case that the environment names, or reads; and says in one line what came of it.

local case = os.getenv("CASE")
if case then
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.body = case
end

function done(summary, latency, requests)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format(
    '{"answered":%d,"us":%d,"p50_us":%d,"p99_us":%d,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), errors.status, broken
  ))
end
