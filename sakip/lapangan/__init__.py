"""What somebody saw at the place itself: records with photos and a signature, also made without network."""
