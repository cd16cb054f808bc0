"""The Doorbraak: teams across organisations that review cases together. Stands on `cases`."""
