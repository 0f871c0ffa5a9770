import KojaCLI
