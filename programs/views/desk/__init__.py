"""The curators' desk: pages for those who keep the catalogue true."""
