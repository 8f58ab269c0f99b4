#!/usr/bin/env bash
# Waits up to 15 minutes until every dependency can be used, and prints which one cannot: wait-for-health.sh API_URL
# After a first deployment the roles take longest: up to ten minutes until they take effect.
set -euo pipefail

url=$1 said=''
for _ in $(seq 1 90); do
  answer=$(curl --silent --show-error --max-time 20 --write-out ' HTTP %{http_code}' "$url/health" 2>&1) || true
  case $answer in *'HTTP 200') exit 0 ;; esac
  [ "$answer" = "$said" ] || echo "Not ready yet: $answer"
  said=$answer
  sleep 10
done
echo "$url/health did not answer 200 within 15 minutes; the last answer is above. Look at the app's log stream; deploy the package of the last release to go back." >&2
exit 1
