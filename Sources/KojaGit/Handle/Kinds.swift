internal import CLibGit2

/// A `git_repository`.
enum RepositoryKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_repository_free(pointer) }
}

/// A `git_commit`.
enum CommitKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_commit_free(pointer) }
}

/// A `git_tree`.
enum TreeKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_tree_free(pointer) }
}

/// A `git_treebuilder`.
enum TreeBuilderKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_treebuilder_free(pointer) }
}

/// A `git_blob`.
enum BlobKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_blob_free(pointer) }
}

/// A `git_object` of any type.
enum ObjectKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_object_free(pointer) }
}

/// A `git_odb`.
enum ObjectDatabaseKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_odb_free(pointer) }
}

/// A `git_odb_object`.
enum StoredObjectKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_odb_object_free(pointer) }
}

/// A `git_config`.
enum ConfigKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_config_free(pointer) }
}

/// A `git_reference`.
enum ReferenceKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_reference_free(pointer) }
}

/// A `git_transaction`; freeing it drops its locks.
enum TransactionKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_transaction_free(pointer) }
}

/// A `git_index`.
enum IndexKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_index_free(pointer) }
}

/// A `git_revwalk`.
enum WalkKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_revwalk_free(pointer) }
}

/// A `git_status_list`.
enum StatusKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_status_list_free(pointer) }
}

/// A `git_diff`.
enum DiffKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_diff_free(pointer) }
}

/// A `git_filter_list`.
enum FilterListKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_filter_list_free(pointer) }
}

/// A `git_odb_object`: the bytes of an object.
enum DatabaseObjectKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_odb_object_free(pointer) }
}
