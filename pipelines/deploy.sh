#!/usr/bin/env bash
# Provisions the resources and deploys the package, then waits until the app answers: deploy.sh GROUP ENVIRONMENT ZIP
# Needs the Azure CLI, signed in. ENVIRONMENT names the parameter file: infra/bicep/ENVIRONMENT.bicepparam.
set -euo pipefail

group=$1 environment=$2 zip=$3
folder=$(cd "$(dirname "$0")/.." && pwd)

output() { az deployment group show --resource-group "$group" --name go-live --query "properties.outputs.$1.value" --output tsv; }

az deployment group create --resource-group "$group" --name go-live --output none \
  --parameters "$folder/infra/bicep/$environment.bicepparam"
app=$(output functionAppName)
url=$(output apiUrl)

az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$zip" --output none

for _ in $(seq 1 30); do
  if curl --silent --show-error --fail --max-time 20 --output /dev/null "$url/health"; then
    echo "Deployed: $url"
    exit 0
  fi
  sleep 10
done
echo "$url/health did not answer 200 within 5 minutes. Look at it, and at the app's log stream; deploy the package of the last release to go back." >&2
exit 1
