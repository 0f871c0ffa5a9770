import KojaCLI

Launch.main()
