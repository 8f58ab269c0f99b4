#!/usr/bin/env bash
# Provisions the resources, deploys the matching package, and waits until the app is healthy: deploy.sh GROUP
# ENVIRONMENT DIST
# Needs the Azure CLI, signed in. ENVIRONMENT selects the parameter file infra/bicep/ENVIRONMENT.bicepparam. DIST is the
# folder into which `npm run package` puts the packages.
set -euo pipefail

group=$1 environment=$2 dist=$3
folder=$(cd "$(dirname "$0")/.." && pwd)

output() { az deployment group show --resource-group "$group" --name go-live --query "properties.outputs.$1.value" --output tsv; }

bash "$folder/pipelines/register-providers.sh"
az deployment group create --resource-group "$group" --name go-live --output none \
  --parameters "$folder/infra/bicep/$environment.bicepparam"
app=$(output functionAppName)
url=$(output apiUrl)
case $(output durableBackend) in
  AzureStorage) zip=$dist/go-live.zip ;;
  DurableTaskScheduler) zip=$dist/go-live-scheduler.zip ;;
  *) echo "The deployment has no known output durableBackend, so the package cannot be chosen." >&2 && exit 1 ;;
esac

# A new role assignment may take ten minutes to take effect, and storing the package needs one.
for attempt in 1 2 3 4 5; do
  az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$zip" --output none && break
  [ "$attempt" = 5 ] && exit 1
  echo "The package could not be deployed. Trying again in two minutes."
  sleep 120
done

bash "$folder/pipelines/wait-for-health.sh" "$url"
bash "$folder/pipelines/refuse-forged-caller.sh" "$group" "$app" "$url"
echo "Deployed: $url"
