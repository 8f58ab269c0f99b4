#!/usr/bin/env bash
# Registers what a fresh subscription lacks, once: the app's subnet is delegated to Microsoft.App, and no resource of that
# provider is in the templates, so that a deployment does not register it by itself. Needs the Azure CLI, signed in.
set -euo pipefail

for provider in Microsoft.App; do
  state=$(az provider show --namespace "$provider" --query registrationState --output tsv)
  [ "$state" = Registered ] && continue
  echo "Registering the resource provider $provider; this takes a minute or two."
  az provider register --namespace "$provider" --wait || {
    echo "$provider is not registered, and only private networking needs it. Whoever owns the subscription registers it: az provider register --namespace $provider" >&2
  }
done
